package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.TokenCounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the binding alone, in a JVM of its own with the options of the probe's child. */
public final class BareBinding {
  private static final String LOG = "bare-log";

  private BareBinding() {}

  /**
   * What the second of two passes came to.
   *
   * @param answers the texts, in the order of the requests
   * @param counts the engine's own account of each answer; empty if its log has gaps
   * @param wallTime from the first request to the end of the last answer
   */
  public record Run(List<String> answers, List<TokenCounts> counts, Duration wallTime) {
    public Run {
      answers = List.copyOf(answers);
      counts = List.copyOf(counts);
    }
  }

  /** Whether the loop can ask this: only plain texts, greedily and without constraint. */
  public static boolean canAsk(CompletionRequest request) {
    return request.prompt() instanceof Prompt.Text
        && request.sampling().isGreedy()
        && request.choices().isEmpty();
  }

  /**
   * Loads a model and puts the requests to it twice; blocks until that is done.
   *
   * @param settings with a stated context
   * @param limit for all of it together
   * @throws IOException if the process cannot be started, dies, or takes too long
   */
  public static Run run(
      Path modelFile, EngineSettings settings, List<CompletionRequest> requests, Duration limit)
      throws IOException, InterruptedException {
    PrivateDirectory directory = PrivateDirectory.create();
    try {
      Files.write(
          directory.path().resolve(BareLoop.REQUESTS),
          lines(modelFile, settings, requests),
          US_ASCII);
      finish(start(directory), limit);
      return read(directory.path(), requests.size());
    } finally {
      directory.delete();
    }
  }

  private static List<String> lines(
      Path modelFile, EngineSettings settings, List<CompletionRequest> requests) {
    int context = settings.contextTokens().orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add(
        ChildProtocol.encode(
            new ChildRequest.Load(
                modelFile.toAbsolutePath().toString(),
                settings.threads(),
                context,
                Math.min(settings.batchTokens(), context),
                settings.cacheType().toString())));
    requests.forEach(request -> lines.add(ChildProtocol.encode(message(request))));
    return lines;
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

  private static Process start(PrivateDirectory directory) throws IOException {
    // The log goes straight to a file: nobody has to read it while the clock runs.
    return ChildCommand.of(BareLoop.class, directory)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(directory.path().resolve(LOG).toFile())
        .start();
  }

  private static void finish(Process process, Duration limit)
      throws IOException, InterruptedException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the bare binding took longer than " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the bare binding: " + new ChildExit(process.exitValue()).describe());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Run read(Path directory, int asked) throws IOException {
    List<String> answers = new ArrayList<>();
    long wallNanos = 0;
    for (String line : Files.readAllLines(directory.resolve(BareLoop.ANSWERS), US_ASCII)) {
      if (ChildProtocol.decodeReply(line).orElse(null) instanceof ChildReply.Answered answer) {
        answers.add(answer.text());
        wallNanos = answer.totalNanos();
      }
    }
    return new Run(answers, counts(directory.resolve(LOG), asked), Duration.ofNanos(wallNanos));
  }

  /** Of the second pass. */
  private static List<TokenCounts> counts(Path file, int asked) throws IOException {
    NativeLog log = new NativeLog();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        log.add(line);
      }
    }
    Map<Integer, TokenCounts> ofLaunch = log.counts();
    List<TokenCounts> counts = new ArrayList<>();
    for (int launch = asked + 1; launch <= 2 * asked; launch++) {
      TokenCounts one = ofLaunch.get(launch);
      if (one == null) {
        return List.of();
      }
      counts.add(one);
    }
    return counts;
  }
}
