package dev.sluice.fleet.flags;

import java.io.IOException;

/** A gate did not answer as a gate does; the message names the address and what came instead. */
public final class GateUnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  GateUnreachableException(String message) {
    super(message);
  }
}
