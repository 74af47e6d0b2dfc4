package dev.sluice.standalone.demo;

import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;

/**
 * The policy of the demo's rollouts.
 *
 * <p>Required are the guardrails that a fleet of the demo's size can decide at epsilon 1; the
 * budgets of the others are as wide as what it could prove, and they watch.
 */
final class PolicyText {
  /** Days after which a rollout expires undecided. */
  static final int HORIZON_DAYS = 24;

  private PolicyText() {}

  private static final String TWO_ARM_GUARDRAILS =
      """
        - {metric: quality, kind: required, harmBudget: 0.02}
        - {metric: ttft_slow, kind: required, harmBudget: 0.02}
        - {metric: outcome, kind: required, harmBudget: 0.10}
        - {metric: decode_slow, kind: watch, harmBudget: 0.02}
        - {metric: energy, kind: watch, harmBudget: 20}
      """;

  private static final String PAIRED_GUARDRAILS =
      """
        - {metric: quality_difference, kind: required, harmBudget: 0.02}
        - {metric: ttft_slow_difference, kind: required, harmBudget: 0.02}
        - {metric: outcome_difference, kind: required, harmBudget: 0.10}
      """;

  static String of(Comparison comparison, LocalDate startDay) {
    boolean paired = comparison.design() == Design.PAIRED;
    return """
    rollout: %s
    control: %s
    candidate: %s
    fallback: %s
    stages: [5, 10, 25, 50, 100]
    errorRate: 0.01
    horizonDays: %d
    startDay: "%s"
    design: %s
    noData: hold
    guardrails:
    """
            .formatted(
                comparison.rollout(),
                identity(comparison.control().model()),
                identity(comparison.candidate().model()),
                identity(comparison.control().model()),
                HORIZON_DAYS,
                startDay,
                paired ? "paired" : "two-arm")
        + (paired ? PAIRED_GUARDRAILS : TWO_ARM_GUARDRAILS);
  }

  private static String identity(ReportedModel model) {
    return "{name: \"%s\", version: \"%s\", ggufDigest: \"%s\"}"
        .formatted(model.getName(), model.getVersion(), DigestPrefixes.hex(model.getGgufDigest()));
  }
}
