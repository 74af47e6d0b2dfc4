package dev.sluice.probe.release;

/** Bytes that are no envelope or no manifest; the message is one printable line. */
final class MalformedReleaseException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedReleaseException(String message) {
    super(message);
  }
}
