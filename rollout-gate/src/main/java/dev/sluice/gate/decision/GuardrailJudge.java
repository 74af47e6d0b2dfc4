package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.evidence.Pair;
import dev.sluice.gate.policy.Guardrail;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.FindingStatus;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges one guardrail at one stage.
 *
 * <p>Two confidence sequences look at the same difference. The one for going back is tuned once and
 * runs through the whole rollout, so that its error rate need not be shared out over stages. The
 * one for going on is tuned to the margin of the stage.
 */
final class GuardrailJudge {
  private final Guardrail guardrail;
  private final HarmBudget budget;
  private final double margin;
  private final int leastReports;
  private final ConfidenceSequence goingBack;
  private final ConfidenceSequence goingOn;

  /**
   * A judge.
   *
   * @param nextFraction share of the fleet that a promotion would expose
   * @param leastReports reports an arm without which nothing is judged
   */
  GuardrailJudge(Guardrail guardrail, ErrorRates rates, double nextFraction, int leastReports) {
    this.guardrail = guardrail;
    this.budget = new HarmBudget(guardrail.harmBudget());
    this.margin = budget.marginAt(nextFraction);
    this.leastReports = leastReports;
    this.goingBack = rates.goingBack(budget);
    this.goingOn = rates.goingOn(margin);
  }

  /** What the evidence says. */
  Finding judge(Evidence evidence) {
    Optional<Difference> difference =
        StratifiedDifference.of(guardrail.metric(), evidence.of(guardrail.metric().id()));
    if (difference.isEmpty()
        || difference.get().controlReports() < leastReports
        || difference.get().candidateReports() < leastReports) {
      return noData(evidence);
    }
    return finding(difference.get());
  }

  /**
   * Whether a finding is proof of a harm to go back for.
   *
   * @param explained part of the harm that may not be the candidate's, 0 or more
   */
  boolean callsOff(Finding finding, double explained) {
    return finding
        .harm()
        .map(harm -> harm.low() > 0 && budget.calledOffBy(harm.estimate() - explained))
        .orElse(false);
  }

  private Finding finding(Difference difference) {
    double information = difference.information();
    HarmInterval harm =
        new HarmInterval(
            difference.harm(),
            difference.harm() - goingBack.radius(information),
            difference.harm() + goingOn.radius(information));
    FindingStatus status = status(harm);
    return new Finding(
        guardrail.metric().id(),
        guardrail.required(),
        status,
        Optional.of(harm),
        margin,
        difference.controlReports(),
        difference.candidateReports(),
        reportsNeeded(status, difference),
        FindingText.of(status, harm, margin, goingBack.pValue(harm.estimate(), information)));
  }

  private FindingStatus status(HarmInterval harm) {
    if (harm.low() > 0 && budget.calledOffBy(harm.estimate())) {
      return FindingStatus.WORSE;
    }
    if (harm.high() < 0) {
      return FindingStatus.BETTER;
    }
    if (harm.high() < margin) {
      return FindingStatus.WITHIN_MARGIN;
    }
    return harm.low() > 0 ? FindingStatus.WORSE : FindingStatus.INCONCLUSIVE;
  }

  /**
   * Information grows in proportion to reports: what it must grow by, in the smaller arm, for the
   * margin to be shown. No number of reports is known to change what has been shown to be worse.
   */
  private OptionalLong reportsNeeded(FindingStatus status, Difference difference) {
    if (status != FindingStatus.INCONCLUSIVE) {
      return status == FindingStatus.WORSE ? OptionalLong.empty() : OptionalLong.of(0);
    }
    double room = margin - difference.harm();
    if (!(room > 0)) {
      return OptionalLong.empty();
    }
    double growth = goingOn.informationFor(room) / difference.information() - 1;
    long reports = Math.min(difference.controlReports(), difference.candidateReports());
    return OptionalLong.of((long) Math.ceil(Math.max(0, growth) * reports));
  }

  private Finding noData(Evidence evidence) {
    long candidate = reports(evidence, Arm.CANDIDATE);
    long control =
        guardrail.metric().design() == Design.PAIRED ? candidate : reports(evidence, Arm.CONTROL);
    long missing = Math.max(0, leastReports - Math.min(control, candidate));
    return new Finding(
        guardrail.metric().id(),
        guardrail.required(),
        FindingStatus.NO_DATA,
        Optional.empty(),
        margin,
        control,
        candidate,
        missing == 0 ? OptionalLong.empty() : OptionalLong.of(missing),
        FindingText.noData(control, candidate, leastReports));
  }

  private long reports(Evidence evidence, Arm arm) {
    return evidence.of(guardrail.metric().id()).values().stream()
        .mapToLong((Pair pair) -> pair.of(arm).reports())
        .sum();
  }
}
