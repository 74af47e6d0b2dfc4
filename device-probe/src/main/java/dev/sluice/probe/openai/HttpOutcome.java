package dev.sluice.probe.openai;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What came of one HTTP request. */
sealed interface HttpOutcome {

  /**
   * A whole answer, whatever it says.
   *
   * @param contentType media type without parameters in lower case; empty when none was sent
   * @param retryAfter how long a busy server asks to wait
   */
  record Answered(int status, String contentType, Optional<Duration> retryAfter, TimedBody body)
      implements HttpOutcome {
    public Answered {
      Objects.requireNonNull(contentType, "contentType");
      Objects.requireNonNull(retryAfter, "retryAfter");
      Objects.requireNonNull(body, "body");
    }

    /** Whether the server has too much to do. */
    boolean isBusy() {
      return status == 429 || status == 503;
    }
  }

  /** No whole answer within the limit. */
  record TimedOut(Duration limit) implements HttpOutcome {}

  /**
   * No whole answer, and none to be expected.
   *
   * @param reason one line for a person
   */
  record Failed(String reason) implements HttpOutcome {
    public Failed {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
