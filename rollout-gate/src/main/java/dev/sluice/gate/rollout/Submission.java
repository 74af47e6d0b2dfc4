package dev.sluice.gate.rollout;

/** What came of asking for a new rollout. */
public sealed interface Submission {

  /** It runs. */
  record Started(Rollout rollout) implements Submission {}

  /** There is, or was, a rollout of that name. */
  record AlreadyExists(String id) implements Submission {}

  /** Another rollout of the same model has not ended; two would share their devices. */
  record ModelBusy(String model, String runningId) implements Submission {}
}
