package dev.sluice.probe.llama;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Opening.Refused.Kind;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs a GGUF file with llama.cpp, one child JVM per opened model. What can be found out about a
 * file, a processor or a setting without native code is found out before a child is started.
 */
public final class LlamaEngine implements Engine {
  /** The build inside the pinned binding; the native log states the same at every start. */
  public static final String PINNED_BUILD = "llama.cpp b4916";

  private static final String BACKEND = "cpu";

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(5);

  private final Path modelFile;
  private final EngineSettings settings;
  private final GgufInspection inspection;

  private LlamaEngine(Path modelFile, EngineSettings settings, GgufInspection inspection) {
    this.modelFile = modelFile;
    this.settings = settings;
    this.inspection = inspection;
  }

  /** An engine for one file; reads its header. A file that is no model is refused when opened. */
  public static LlamaEngine of(Path modelFile, EngineSettings settings) {
    return new LlamaEngine(modelFile, settings, GgufReader.inspect(modelFile));
  }

  @Override
  public EngineBuild build() {
    EngineConfiguration configuration =
        inspection instanceof GgufInspection.Sound sound
            ? new RunnableModel(sound.model(), settings).configuration()
            : EngineConfiguration.unknown();
    return new EngineBuild(PINNED_BUILD, BACKEND, Deployment.DEVICE, configuration);
  }

  @Override
  public Opening open() {
    if (inspection instanceof GgufInspection.Unusable unusable) {
      return new Opening.Refused(Kind.MODEL_FILE, unusable.message());
    }
    RunnableModel runnable =
        new RunnableModel(((GgufInspection.Sound) inspection).model(), settings);
    return runnable
        .objection()
        .<Opening>map(reason -> new Opening.Refused(Kind.NOT_SUPPORTED, reason))
        .orElseGet(() -> start(runnable));
  }

  private Opening start(RunnableModel runnable) {
    OptionalLong oomKillsBefore = OomKills.count();
    ChildProcess child;
    try {
      child = ChildProcess.start(settings.memoryLimitBytes());
    } catch (IOException e) {
      return failure("the engine's process could not be started: " + e.getMessage());
    }
    Opening opening;
    try {
      opening = load(child, runnable, oomKillsBefore);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      opening = failure("loading was interrupted");
    }
    if (opening instanceof Opening.Refused) {
      child.close();
    }
    return opening;
  }

  private Opening load(ChildProcess child, RunnableModel runnable, OptionalLong oomKillsBefore)
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
            runnable.contextTokens(),
            runnable.batchTokens(),
            settings.cacheType().toString());
    child.send(request);
    ChildProcess.Event loaded = child.await(settings.loadTimeout());
    if (!(loaded instanceof ChildProcess.Event.Replied reply)
        || !(reply.reply() instanceof ChildReply.Loaded done)) {
      return notLoaded(child, loaded, settings.loadTimeout());
    }
    meter.measure();
    String runtimeBuild = child.log().build().map(n -> "llama.cpp b" + n).orElse(PINNED_BUILD);
    SessionFacts facts =
        new SessionFacts(
            build().withRuntimeBuild(runtimeBuild),
            Optional.of(Duration.ofNanos(done.loadNanos())));
    return new Opening.Opened(
        new LlamaSession(
            child,
            meter,
            oomKillsBefore,
            facts,
            new ModelChat(modelFile),
            new Scorer(request, settings)));
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
    ChildExit exit = child.awaitExit();
    if (child.memoryVerdict().isPresent()) {
      return new Opening.Refused(Kind.OUT_OF_MEMORY, child.memoryVerdict().get());
    }
    if (LoadFailure.mentionsMemory(child.log())) {
      return new Opening.Refused(Kind.OUT_OF_MEMORY, "there is not enough memory for the model");
    }
    return failure(exit.describe());
  }

  private static Opening failure(String reason) {
    return new Opening.Refused(Kind.ENGINE_FAILURE, reason);
  }
}
