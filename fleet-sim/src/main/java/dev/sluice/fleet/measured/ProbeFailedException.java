package dev.sluice.fleet.measured;

/** A model file could not be measured; the message is one line for a person. */
public final class ProbeFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProbeFailedException(String message) {
    super(message);
  }
}
