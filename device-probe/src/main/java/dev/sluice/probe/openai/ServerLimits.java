package dev.sluice.probe.openai;

import java.time.Duration;

/**
 * How much of a server's time and talk is put up with.
 *
 * @param look finding out what a server is and which models it has
 * @param question one question of the opening, a server's loading of its model included
 * @param answerBytes a whole answer, stream included; at least 1,024
 * @param pause between two attempts when a busy server does not say how long to wait
 */
public record ServerLimits(Duration look, Duration question, int answerBytes, Duration pause) {
  public ServerLimits {
    if (look.isNegative() || look.isZero()) {
      throw new IllegalArgumentException("look must be positive, was " + look);
    }
    if (question.isNegative() || question.isZero()) {
      throw new IllegalArgumentException("question must be positive, was " + question);
    }
    if (answerBytes < 1_024 || pause.isNegative()) {
      throw new IllegalArgumentException(
          "answerBytes must be at least 1024 and pause not negative, were %d and %s"
              .formatted(answerBytes, pause));
    }
  }

  /** The same patience with a look as with a question. */
  public ServerLimits(Duration question, int answerBytes, Duration pause) {
    this(question, question, answerBytes, pause);
  }

  /** The same with another patience with a look: who looks often must not wait long. */
  public ServerLimits withLook(Duration newLook) {
    return new ServerLimits(newLook, question, answerBytes, pause);
  }

  /** A minute a question, 8 MB an answer, half a second between tries. */
  public static ServerLimits standard() {
    return new ServerLimits(Duration.ofMinutes(1), 8_000_000, Duration.ofMillis(500));
  }
}
