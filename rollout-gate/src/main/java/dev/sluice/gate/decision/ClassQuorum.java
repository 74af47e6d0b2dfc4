package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Guardrail;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.registry.Design;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the classes of devices that a policy names have been heard. Without it a candidate is
 * promoted on the word of those that report most, which the oldest hardware never are.
 *
 * <p>It can only delay a promotion, so it costs none of the error budget.
 */
record ClassQuorum(Policy policy, Evidence evidence) {

  /** Why the rollout has to wait; empty if every class has its quorum. */
  Optional<String> missing() {
    for (Map.Entry<String, Integer> quorum : policy.classQuorum().entrySet()) {
      for (Arm arm : arms()) {
        long heard = heard(arm, quorum.getKey());
        if (heard < quorum.getValue()) {
          return Optional.of(
              "%s has %d of %d reports about the guardrails in the %s arm"
                  .formatted(quorum.getKey(), heard, quorum.getValue(), word(arm)));
        }
      }
    }
    return Optional.empty();
  }

  private List<Arm> arms() {
    return policy.design() == Design.PAIRED ? List.of(Arm.CANDIDATE) : List.of(Arm.values());
  }

  private long heard(Arm arm, String deviceClass) {
    return policy.guardrails().stream()
        .map(Guardrail::metric)
        .mapToLong(metric -> evidence.reports(arm, deviceClass, metric.id()))
        .sum();
  }

  private static String word(Arm arm) {
    return arm == Arm.CONTROL ? "control" : "candidate";
  }
}
