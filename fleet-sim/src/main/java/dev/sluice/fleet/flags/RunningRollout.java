package dev.sluice.fleet.flags;

/**
 * A rollout as the devices see it.
 *
 * @param id the rollout's id, which salts the buckets
 * @param model name of the model
 * @param controlVersion version that the fleet runs
 * @param candidateVersion version that may replace it
 * @param stagePercent share of the fleet on the candidate, 0 to 100
 * @param paired whether those on the candidate run the control version beside it, and report the
 *     difference; else both arms report on the version they run
 */
public record RunningRollout(
    String id,
    String model,
    String controlVersion,
    String candidateVersion,
    int stagePercent,
    boolean paired) {
  public RunningRollout {
    if (stagePercent < 0 || stagePercent > 100) {
      throw new IllegalArgumentException("stagePercent must be 0 to 100, was " + stagePercent);
    }
  }
}
