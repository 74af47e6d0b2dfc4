package dev.sluice.gate.testing;

import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.RolloutMachine;
import java.time.LocalDate;

/** A simulated fleet and the real gate, day by day, with several looks a day. */
public final class SimulatedRollout {
  public static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final int LOOKS_A_DAY = 4;
  private static final int MOST_DAYS = 40;

  private SimulatedRollout() {}

  /** Runs a rollout until it ends, or until {@value #MOST_DAYS} days have gone by. */
  public static Rollout run(
      Policy policy, long devices, double epsilon, FleetTruth truth, long seed) {
    SimulatedFleet fleet = new SimulatedFleet(policy, devices, epsilon, truth, seed);
    RolloutMachine machine = new RolloutMachine(new StageJudge(TestPolicies.REGISTRIES));
    Rollout rollout = machine.start(policy, START);
    for (int day = 0; day < MOST_DAYS && rollout.running(); day++) {
      for (int look = 0; look < LOOKS_A_DAY && rollout.running(); look++) {
        fleet.report(START.plusDays(day), rollout.candidatePercent(), 1.0 / LOOKS_A_DAY);
        rollout = machine.look(rollout, Evidence.of(policy, START, fleet.cells()));
      }
    }
    return rollout;
  }
}
