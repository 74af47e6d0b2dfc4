package dev.sluice.gate.operator;

import java.io.IOException;

/** A file of operators' tokens that cannot be used; the message names the line, and quotes none. */
public final class UnusableTokensException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableTokensException(String message) {
    super(message);
  }
}
