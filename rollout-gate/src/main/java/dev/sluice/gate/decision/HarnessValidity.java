package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.FindingStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the runs behind the scores measured the model at all. On a device whose harness is broken
 * (the controls of the run failed) the score is the worst there is, because a device may not fall
 * silent by what it saw. So enough broken harnesses look like a bad model, and are no data.
 *
 * <p>An arm is without data when a confidence sequence of the share of its devices with an invalid
 * harness lies above the policy's limit: with probability at least 1 - alpha that never happens, at
 * whatever look, while no arm's true share is above it. Below the limit the shares are small: at
 * 0.02 they lower a pass rate clipped to a range of 0.4 by 0.008 at most.
 *
 * <p>Between the two, while a share is not yet known, a harm that the estimated excess of invalid
 * harnesses could explain is not one to go back for. That takes rollbacks away and adds none, so
 * the error rate of going back holds; the rate of going on does not meet it, because invalid
 * harnesses count as harm there.
 */
final class HarnessValidity {
  /** The share that the sequence is tuned to see, in limits. */
  private static final double TUNED_TO_LIMITS = 4;

  private static final int INVALID = MeasuredQuantity.HARNESSES.indexOf("invalid");

  private final Policy policy;
  private final Optional<Metric> metric;
  private final Evidence evidence;

  HarnessValidity(MetricRegistry registry, Policy policy, Evidence evidence) {
    this.policy = policy;
    this.metric =
        registry.metrics().stream()
            .filter(each -> each.quantity().isHarnessValidity())
            .filter(each -> each.design() == policy.design())
            .findFirst();
    this.evidence = evidence;
  }

  /** That the evidence is no data, and in which arm; empty while nothing shows that. */
  Optional<Finding> noData() {
    return arms().stream()
        .filter(arm -> low(arm) > policy.invalidHarnessLimit())
        .findFirst()
        .map(this::finding);
  }

  /**
   * The harm of a metric that invalid harnesses would make if all of the metric's range were lost
   * on each; 0 for a metric that they do not touch.
   */
  double explains(Metric judged) {
    double excess =
        share(Arm.CANDIDATE).map(PooledShare::value).orElse(0.0)
            - share(Arm.CONTROL).map(PooledShare::value).orElse(0.0);
    double range = judged.mechanism() instanceof MeanMechanism mean ? mean.range().width() : 0;
    return Math.max(0, excess)
        * switch (judged.quantity()) {
          case PASS_FRACTION -> range;
          // From no difference to the worst one.
          case PASS_FRACTION_DIFFERENCE -> range / 2;
          default -> 0;
        };
  }

  private List<Arm> arms() {
    return policy.design() == Design.PAIRED ? List.of(Arm.CANDIDATE) : List.of(Arm.values());
  }

  private Optional<PooledShare> share(Arm arm) {
    return metric
        .flatMap(each -> PooledShare.of(each, INVALID, arm, evidence.of(each.id())))
        .filter(share -> share.reports() >= policy.minimumReports());
  }

  /** Lower end of an arm's confidence sequence; below every share without data. */
  private double low(Arm arm) {
    ConfidenceSequence sequence =
        ConfidenceSequence.tunedFor(
            policy.errorRate() / arms().size(), TUNED_TO_LIMITS * policy.invalidHarnessLimit());
    return share(arm)
        .map(share -> share.value() - sequence.radius(share.information()))
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private Finding finding(Arm arm) {
    return new Finding(
        metric.orElseThrow().id(),
        true,
        FindingStatus.NO_DATA,
        Optional.empty(),
        policy.invalidHarnessLimit(),
        reports(policy.design() == Design.PAIRED ? Arm.CANDIDATE : Arm.CONTROL),
        reports(Arm.CANDIDATE),
        OptionalLong.empty(),
        reason(arm));
  }

  private long reports(Arm arm) {
    return share(arm).map(PooledShare::reports).orElse(0L);
  }

  private String reason(Arm arm) {
    return String.format(
        Locale.ROOT,
        "the controls failed on %.1f %% of %s, at least %.1f %%, limit %.1f %%: what they report is"
            + " no data about the model; run 'sluice probe eval' with %s there, mend suite or"
            + " engine, and start another rollout",
        100 * share(arm).orElseThrow().value(),
        place(arm),
        100 * low(arm),
        100 * policy.invalidHarnessLimit(),
        (arm == Arm.CONTROL ? policy.control() : policy.candidate()).label());
  }

  private String place(Arm arm) {
    if (policy.design() == Design.PAIRED) {
      return "the devices that ran both versions";
    }
    return "the " + arm.name().toLowerCase(Locale.ROOT) + " arm's devices";
  }
}
