package dev.sluice.probe.openai;

import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a server's answer to one question says. */
sealed interface Answer {

  /**
   * A whole answer.
   *
   * @param text what the model wrote
   * @param firstNanos until its first piece had arrived; absent when it came in one piece
   * @param totalNanos until its end
   * @param promptTokens by the server's count
   * @param generatedTokens by the server's count
   * @param engineCounts tokens and times as the inference engine itself measured them
   */
  record Text(
      String text,
      OptionalLong firstNanos,
      long totalNanos,
      OptionalInt promptTokens,
      OptionalInt generatedTokens,
      Optional<TokenCounts> engineCounts)
      implements Answer {
    public Text {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(firstNanos, "firstNanos");
      Objects.requireNonNull(promptTokens, "promptTokens");
      Objects.requireNonNull(generatedTokens, "generatedTokens");
      Objects.requireNonNull(engineCounts, "engineCounts");
    }
  }

  /** The server will not answer this question; another one it may. */
  record Refused(String reason) implements Answer {}

  /** The server has too much to do. */
  record Busy(String reason, Optional<Duration> retryAfter) implements Answer {}

  /** No whole answer within the limit. */
  record TimedOut(Duration limit) implements Answer {}

  /** What came is not what the protocol asks for, or nothing came. */
  record Broken(String reason) implements Answer {}

  /** The same in the engine port's words; empty for a text, which needs reading first. */
  default Optional<Generation> failure() {
    if (this instanceof TimedOut timedOut) {
      // The server may be stuck: it is tried out again before the next question.
      return Optional.of(new Generation.TimedOut(timedOut.limit(), true));
    }
    if (this instanceof Busy busy) {
      return Optional.of(new Generation.Refused("the server is busy: " + busy.reason()));
    }
    if (this instanceof Refused refused) {
      return Optional.of(new Generation.Refused(refused.reason()));
    }
    return this instanceof Broken broken
        ? Optional.of(new Generation.Crashed(broken.reason()))
        : Optional.empty();
  }
}
