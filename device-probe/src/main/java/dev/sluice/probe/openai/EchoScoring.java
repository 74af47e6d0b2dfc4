package dev.sluice.probe.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.LogLikelihood;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weighs texts on a server that echoes: one question for the prompt alone, which stands in for the
 * model's tokenizer, and one for each continuation.
 */
final class EchoScoring {
  private final Questioner questioner;
  private final Dialect dialect;

  EchoScoring(Questioner questioner, Dialect dialect) {
    this.questioner = questioner;
    this.dialect = dialect;
  }

  Scoring score(String prompt, ScoringRequest request) throws InterruptedException {
    if (!isText(prompt) || !request.continuations().stream().allMatch(EchoScoring::isText)) {
      return failed(new Generation.Refused("the prompt or a continuation has half of a character"));
    }
    long start = System.nanoTime();
    long deadline = start + request.timeout().toNanos();
    Echo alone = echo(prompt, deadline);
    List<LogLikelihood> likelihoods = new ArrayList<>();
    for (String continuation : request.continuations()) {
      Echo whole = alone instanceof Echo.Told ? echo(prompt + continuation, deadline) : alone;
      if (!(whole instanceof Echo.Told told)) {
        return failure(whole, request.timeout());
      }
      EchoedTexts texts = new EchoedTexts((Echo.Told) alone, told);
      if (texts.prompt().unlisted() != texts.whole().unlisted()) {
        return new Scoring.Unsound("the server leaves out a token of one text and not of the next");
      }
      Optional<LogLikelihood> likelihood = texts.likelihood();
      if (likelihood.isEmpty()) {
        return failed(
            new Generation.Refused("a continuation has no token of its own, or only the first"));
      }
      likelihoods.add(likelihood.get());
    }
    return new Scoring.Scored(likelihoods, Duration.ofNanos(System.nanoTime() - start));
  }

  private Echo echo(String text, long deadline) throws InterruptedException {
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    return questioner.echo(dialect, text, left);
  }

  private static Scoring failure(Echo echo, Duration limit) {
    if (echo instanceof Echo.Unsound unsound) {
      return new Scoring.Unsound(unsound.reason());
    }
    Answer failure = ((Echo.Unanswered) echo).failure();
    return failed(
        failure instanceof Answer.TimedOut
            ? new Generation.TimedOut(limit, true)
            : failure.failure().orElseThrow());
  }

  private static Scoring failed(Generation failure) {
    return new Scoring.NotScored(failure);
  }

  /** Half of a character reaches the server as another one, and its echo would not be the text. */
  private static boolean isText(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }
}
