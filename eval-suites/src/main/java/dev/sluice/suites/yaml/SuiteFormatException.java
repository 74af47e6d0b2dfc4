package dev.sluice.suites.yaml;

/** A suite file says something that a suite cannot be. The message fits one line. */
public final class SuiteFormatException extends Exception {

  private final String sourceName;
  private final int line;
  private final String reason;

  SuiteFormatException(String sourceName, int line, String reason) {
    super(sourceName + ":" + line + ": " + reason);
    this.sourceName = sourceName;
    this.line = line;
    this.reason = reason;
  }

  /** What the caller calls the text, mostly a file name. */
  public String sourceName() {
    return sourceName;
  }

  /** The line where it goes wrong, from 1. */
  public int line() {
    return line;
  }

  /** What is wrong, without the place. */
  public String reason() {
    return reason;
  }
}
