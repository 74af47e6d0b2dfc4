package dev.sluice.probe.run;

/** Follows a run; called on the running thread between two questions. */
public interface RunListener {

  default void suiteStarted(SuitePlan plan) {}

  /** A question of the suite, item or control, is done with. */
  default void questionFinished(SuitePlan plan, ItemOutcome outcome) {}

  default void suiteFinished(SuiteResult result) {}

  /** The engine has died and will be started again. */
  default void engineRestarting(String reason) {}

  /** Follows nothing. */
  static RunListener silent() {
    return new RunListener() {};
  }
}
