package dev.sluice.probe.gguf;

import java.io.IOException;

/** A server did not give what was asked of it; the message is one line for a person. */
final class RemoteReadException extends IOException {
  private static final long serialVersionUID = 1;

  RemoteReadException(String message) {
    super(message);
  }
}
