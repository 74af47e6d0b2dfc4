package dev.sluice.probe.llama;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.TokenCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The binding alone with one loaded model, in a JVM with the options of the probe's child. */
public final class BareBinding implements AutoCloseable {
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(5);

  private final ChildProcess child;
  private final Duration limit;
  private int asked;

  private BareBinding(ChildProcess child, Duration limit) {
    this.child = child;
    this.limit = limit;
  }

  /**
   * What came of some prompts.
   *
   * @param answers the texts, in the order of the requests
   * @param wallTime from the first prompt to the end of the last answer
   */
  public record Pass(List<String> answers, Duration wallTime) {
    public Pass {
      answers = List.copyOf(answers);
    }
  }

  /**
   * Loads a model.
   *
   * @param settings with a stated context
   * @param limit how long loading may take, and answering any one pass
   */
  public static BareBinding open(Path modelFile, EngineSettings settings, Duration limit)
      throws IOException, InterruptedException {
    int context = settings.contextTokens().orElseThrow();
    BareBinding binding =
        new BareBinding(ChildProcess.start(BareLoop.class, OptionalLong.empty()), limit);
    try {
      binding.exchange(
          new ChildRequest.Load(
              modelFile.toAbsolutePath().toString(),
              settings.threads(),
              context,
              Math.min(settings.batchTokens(), context),
              settings.cacheType().toString()));
      return binding;
    } catch (IOException | InterruptedException e) {
      binding.close();
      throw e;
    }
  }

  /** Whether the loop can ask this: only plain texts, greedily and without constraint. */
  public static boolean canAsk(CompletionRequest request) {
    return request.prompt() instanceof Prompt.Text
        && request.sampling().isGreedy()
        && request.choices().isEmpty();
  }

  /**
   * Asks in a tight loop; blocks until all is answered.
   *
   * @throws IOException if the process dies or takes too long
   */
  public Pass ask(List<CompletionRequest> requests) throws IOException, InterruptedException {
    for (CompletionRequest request : requests) {
      exchange(message(request));
    }
    child.send(new ChildRequest.Go());
    List<String> answers = new ArrayList<>();
    long wallNanos = 0;
    for (int i = 0; i < requests.size(); i++) {
      if (!(reply() instanceof ChildReply.Answered answer)) {
        throw new IOException("the bare loop answered out of turn");
      }
      answers.add(answer.text());
      wallNanos = answer.totalNanos();
    }
    asked += requests.size();
    return new Pass(answers, Duration.ofNanos(wallNanos));
  }

  /** The engine's own account of all answers so far, in order; empty if its log has gaps. */
  public List<TokenCounts> counts() throws InterruptedException {
    Map<Integer, TokenCounts> ofLaunch = child.log().counts(asked, LOG_PATIENCE);
    List<TokenCounts> counts = new ArrayList<>();
    for (int launch = 1; launch <= asked; launch++) {
      TokenCounts one = ofLaunch.get(launch);
      if (one == null) {
        return List.of();
      }
      counts.add(one);
    }
    return counts;
  }

  @Override
  public void close() {
    child.close();
  }

  private void exchange(ChildRequest request) throws IOException, InterruptedException {
    child.send(request);
    if (!(reply() instanceof ChildReply.Ready)) {
      throw new IOException("the bare loop answered out of turn");
    }
  }

  private ChildReply reply() throws IOException, InterruptedException {
    ChildProcess.Event event = child.await(limit);
    if (event instanceof ChildProcess.Event.Replied replied) {
      return replied.reply();
    }
    throw new IOException(
        "the bare loop: "
            + (event instanceof ChildProcess.Event.Silence
                ? "no answer within " + limit.toSeconds() + " s"
                : child.awaitExit().describe()));
  }

  private static ChildRequest.Complete message(CompletionRequest request) {
    if (!canAsk(request)) {
      throw new IllegalArgumentException("the bare loop only continues texts greedily");
    }
    return new ChildRequest.Complete(
        ((Prompt.Text) request.prompt()).text(),
        request.maxTokens(),
        request.stop(),
        request.timeout().toMillis());
  }
}
