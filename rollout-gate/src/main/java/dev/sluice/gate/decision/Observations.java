package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads off the evidence what guards nothing: whose harness is valid, and who was eligible. */
final class Observations {
  /** 97.5 % quantile of the standard normal distribution: two-sided 95 % intervals. */
  private static final double Z_975 = 1.959963984540054;

  private Observations() {}

  /** Every category but that of a valid harness, arm by arm; none of too few reports. */
  static List<Observation> of(MetricRegistry registry, Policy policy, Evidence evidence) {
    List<Observation> observations = new ArrayList<>();
    for (Metric metric : registry.metrics()) {
      boolean harness = metric.quantity().isHarnessValidity();
      if (metric.design() == policy.design() && (harness || metric.quantity().isEligibility())) {
        for (int category = harness ? 1 : 0; category < categories(metric); category++) {
          for (Arm arm : arms(policy)) {
            of(metric, category, arm, policy, evidence).ifPresent(observations::add);
          }
        }
      }
    }
    return observations;
  }

  private static Optional<Observation> of(
      Metric metric, int category, Arm arm, Policy policy, Evidence evidence) {
    return PooledEstimate.of(metric, category, arm, evidence.of(metric.id()))
        .filter(share -> share.reports() >= policy.minimumReports())
        .map(
            share -> {
              double radius = Z_975 * Math.sqrt(share.variance());
              return new Observation(
                  metric.id(),
                  metric.quantity().categories().get(category),
                  arm,
                  share.reports(),
                  share.value(),
                  share.value() - radius,
                  share.value() + radius);
            });
  }

  private static int categories(Metric metric) {
    return metric.quantity().categories().size();
  }

  private static List<Arm> arms(Policy policy) {
    return policy.design() == Design.PAIRED ? List.of(Arm.CANDIDATE) : List.of(Arm.values());
  }
}
