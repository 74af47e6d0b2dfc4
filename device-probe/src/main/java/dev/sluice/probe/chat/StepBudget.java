package dev.sluice.probe.chat;

/**
 * Counts what a template does, one step for each piece that is rendered; a loop renders its pieces
 * in every round. Read and written by two threads.
 */
final class StepBudget {
  static final int STEPS = 50_000;

  private int left = STEPS;
  private volatile boolean cancelled;

  /** Takes a step. */
  void step() {
    if (cancelled || --left < 0) {
      throw new SpentException();
    }
  }

  boolean spent() {
    return left < 0;
  }

  /** Makes the next step the last. */
  void cancel() {
    cancelled = true;
  }

  /** Ends a rendering that does too much. */
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SpentException() {
      super("the template does too much");
    }
  }
}
