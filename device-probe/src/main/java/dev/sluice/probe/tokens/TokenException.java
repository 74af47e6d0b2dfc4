package dev.sluice.probe.tokens;

import java.time.Duration;
import java.util.Optional;

/** There is no token to be had now; the message is one line for people. */
public final class TokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  TokenException(String message) {
    this(message, Optional.empty());
  }

  /**
   * One that the server may end.
   *
   * @param retryAfter how long it wants to be left alone, if it said so
   */
  TokenException(String message, Optional<Duration> retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
