package dev.sluice.probe.subject;

/** The model cannot be looked at; the message says why in one line. */
public class UnusableSubjectException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnusableSubjectException(String message) {
    super(message);
  }
}
