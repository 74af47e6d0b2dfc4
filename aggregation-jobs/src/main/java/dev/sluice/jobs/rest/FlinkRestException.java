package dev.sluice.jobs.rest;

/** A request to a JobManager that was not answered as hoped for; the message is one line. */
public final class FlinkRestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String reason;

  /** What went wrong. */
  public enum Kind {
    /** Nobody listens there, or the answer did not come. */
    UNREACHABLE,
    /** Who listens there does not answer as Flink does. */
    NOT_FLINK,
    /** Flink does not know the job or the file. */
    NOT_FOUND,
    /** Flink understood and said no. */
    REFUSED
  }

  FlinkRestException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.reason = message;
  }

  /** What went wrong, in one line for people. */
  public String reason() {
    return reason;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
