package dev.sluice.probe.llama;

import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Opening.Refused.Kind;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.GgufReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs GGUF models with llama.cpp, one child JVM per opened model. What can be found out about a
 * file, a processor or a setting without native code is found out before a child is started.
 */
public final class LlamaEngine implements Engine {
  /** The build inside the pinned binding; the native log states the same at every start. */
  public static final EngineBuild BUILD = new EngineBuild("llama.cpp b4916", "cpu");

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOG_PATIENCE = Duration.ofMillis(500);

  @Override
  public Opening open(Path modelFile, EngineSettings settings) {
    GgufInspection inspection = GgufReader.inspect(modelFile);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      return new Opening.Refused(Kind.MODEL_FILE, unusable.message());
    }
    GgufModel model = ((GgufInspection.Sound) inspection).model();
    List<String> missing = CpuFlags.missingHere();
    if (!missing.isEmpty()) {
      return new Opening.Refused(
          Kind.NOT_SUPPORTED,
          "this processor lacks instructions that the engine uses: " + String.join(", ", missing));
    }
    int trained = model.contextLength().orElse(EngineSettings.DEFAULT_CONTEXT_TOKENS);
    int context =
        settings.contextTokens().orElse(Math.min(trained, EngineSettings.DEFAULT_CONTEXT_TOKENS));
    if (model.contextLength().isPresent() && context > trained) {
      return new Opening.Refused(
          Kind.NOT_SUPPORTED,
          "a context of %d tokens was asked for; the model was trained for %d"
              .formatted(context, trained));
    }
    return start(modelFile, settings, context);
  }

  private static Opening start(Path modelFile, EngineSettings settings, int context) {
    OptionalLong oomKillsBefore = OomKills.count();
    ChildProcess child;
    try {
      child = ChildProcess.start();
    } catch (IOException e) {
      return failure("the engine's process could not be started: " + e.getMessage());
    }
    Opening opening;
    try {
      opening = load(child, modelFile, settings, context, oomKillsBefore);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      opening = failure("loading was interrupted");
    }
    if (opening instanceof Opening.Refused) {
      child.close();
    }
    return opening;
  }

  private static Opening load(
      ChildProcess child,
      Path modelFile,
      EngineSettings settings,
      int context,
      OptionalLong oomKillsBefore)
      throws InterruptedException {
    ChildProcess.Event started = child.await(START_PATIENCE);
    if (!(started instanceof ChildProcess.Event.Replied ready)
        || !(ready.reply() instanceof ChildReply.Ready)) {
      return notReady(child, started);
    }
    UsageMeter meter = new UsageMeter(child.handle());
    meter.measureBeforeLoad();
    ChildRequest.Load request =
        new ChildRequest.Load(
            modelFile.toAbsolutePath().toString(),
            settings.threads(),
            context,
            Math.min(settings.batchTokens(), context));
    child.send(request);
    ChildProcess.Event loaded = child.await(settings.loadTimeout());
    if (!(loaded instanceof ChildProcess.Event.Replied reply)
        || !(reply.reply() instanceof ChildReply.Loaded done)) {
      return notLoaded(child, loaded, settings.loadTimeout());
    }
    meter.measure();
    SessionFacts facts =
        new SessionFacts(
            child.log().build().map(build -> "llama.cpp b" + build),
            BUILD.backend(),
            context,
            settings.threads(),
            Duration.ofNanos(done.loadNanos()));
    return new Opening.Opened(new LlamaSession(child, meter, oomKillsBefore, facts));
  }

  private static Opening notReady(ChildProcess child, ChildProcess.Event event) {
    if (event instanceof ChildProcess.Event.Silence) {
      return failure(
          "the engine's process did not come up within " + START_PATIENCE.toSeconds() + " s");
    }
    if (event instanceof ChildProcess.Event.Replied replied
        && replied.reply() instanceof ChildReply.NoLibrary noLibrary) {
      return failure("the native library cannot be loaded: " + noLibrary.message());
    }
    return failure(child.awaitExit().describe());
  }

  private static Opening notLoaded(
      ChildProcess child, ChildProcess.Event event, Duration loadTimeout)
      throws InterruptedException {
    if (event instanceof ChildProcess.Event.Silence) {
      return new Opening.Refused(
          Kind.TIMEOUT, "the model was not loaded within " + loadTimeout.toSeconds() + " s");
    }
    if (event instanceof ChildProcess.Event.Replied replied
        && replied.reply() instanceof ChildReply.NotLoaded notLoaded) {
      child.log().awaitLine("failed to load model", LOG_PATIENCE);
      return LoadFailure.explain(notLoaded.message(), child.log());
    }
    if (LoadFailure.mentionsMemory(child.log())) {
      return new Opening.Refused(Kind.OUT_OF_MEMORY, "there is not enough memory for the model");
    }
    return failure(child.awaitExit().describe());
  }

  private static Opening failure(String reason) {
    return new Opening.Refused(Kind.ENGINE_FAILURE, reason);
  }
}
