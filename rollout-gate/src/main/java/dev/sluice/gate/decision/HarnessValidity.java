package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.mechanism.ClippedRange;
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
 * <p>Between the two, while a share is not yet known, a harm that an excess of invalid harnesses
 * could explain, at the upper 99 % bound of that excess, is not one to go back for: otherwise a
 * broken harness would be a race between two tests. That takes rollbacks away and adds none, so the
 * error rate of going back holds; the rate of going on does not meet it, because invalid harnesses
 * count as harm there.
 */
final class HarnessValidity {
  /** The share that the sequence is tuned to see, in limits. */
  private static final double TUNED_TO_LIMITS = 4;

  /** 99 % quantile of the standard normal distribution. */
  private static final double Z_99 = 2.3263478740408408;

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
   * The harm of a metric that invalid harnesses could make: each of them loses what lies between
   * the others' mean and the worst value. 0 for a metric that they do not touch, and where nothing
   * is known of them.
   */
  double explains(Metric judged) {
    return judged.mechanism() instanceof MeanMechanism mean
        ? mostExcess()
            * switch (judged.quantity()) {
              case PASS_FRACTION -> controlMean(judged, mean.range()) - mean.range().low();
              // From no difference to the worst one.
              case PASS_FRACTION_DIFFERENCE -> -mean.range().low();
              default -> 0;
            }
        : 0;
  }

  private double controlMean(Metric judged, ClippedRange range) {
    double mean =
        PooledEstimate.of(judged, 0, Arm.CONTROL, evidence.of(judged.id()))
            .map(PooledEstimate::value)
            .orElse(range.high());
    return Math.max(range.low(), Math.min(range.high(), mean));
  }

  /** Upper bound of how many more of the candidate's harnesses are invalid than the control's. */
  private double mostExcess() {
    Optional<PooledEstimate> candidate = anyShare(Arm.CANDIDATE);
    if (candidate.isEmpty()) {
      return 0;
    }
    Optional<PooledEstimate> control = anyShare(Arm.CONTROL);
    double excess = candidate.get().value() - control.map(PooledEstimate::value).orElse(0.0);
    double variance =
        candidate.get().variance() + control.map(PooledEstimate::variance).orElse(0.0);
    return Math.max(0, excess + Z_99 * Math.sqrt(variance));
  }

  private List<Arm> arms() {
    return policy.design() == Design.PAIRED ? List.of(Arm.CANDIDATE) : List.of(Arm.values());
  }

  private Optional<PooledEstimate> share(Arm arm) {
    return anyShare(arm).filter(share -> share.reports() >= policy.minimumReports());
  }

  private Optional<PooledEstimate> anyShare(Arm arm) {
    return metric.flatMap(each -> PooledEstimate.of(each, INVALID, arm, evidence.of(each.id())));
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
    return share(arm).map(PooledEstimate::reports).orElse(0L);
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
