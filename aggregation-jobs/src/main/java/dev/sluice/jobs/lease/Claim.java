package dev.sluice.jobs.lease;

import java.time.Duration;

/** What came of asking for the lease. */
sealed interface Claim {

  /**
   * The job has it.
   *
   * @param epoch number of the tenure, greater than those of all holders before
   */
  record Held(long epoch) implements Claim {}

  /**
   * Another job has it.
   *
   * @param holder that job's id
   * @param expiresIn how long it has it if it does not renew it
   */
  record Elsewhere(String holder, Duration expiresIn) implements Claim {}
}
