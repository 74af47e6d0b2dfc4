package dev.sluice.probe.reporting;

/** The model file cannot be run; the message says why in one line. */
public class UnusableModelException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableModelException(String message) {
    super(message);
  }
}
