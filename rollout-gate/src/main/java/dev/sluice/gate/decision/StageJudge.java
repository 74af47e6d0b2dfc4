package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Guardrail;
import dev.sluice.gate.policy.LostGuardrail;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The decision: evidence and policy in, verdict and findings out.
 *
 * <ul>
 *   <li>HOLD if the reports did not come in the ratios of the design: then nothing can be
 *       concluded.
 *   <li>HOLD if the harness is shown to be broken on too many devices of an arm: then the reports
 *       are no data. The finding about it comes before those of the guardrails.
 *   <li>ROLLBACK if some guardrail is proven to be harmed, by more than half of its budget.
 *   <li>PROMOTE if every required guardrail is shown within its margin, no watched one is proven to
 *       be harmed, every class of devices that the policy names has been heard, and no guardrail is
 *       lost: a rollout whose policy names what the registry no longer knows can go back, and not
 *       on. The findings about lost ones come last.
 *   <li>HOLD otherwise, and so always without data.
 * </ul>
 */
public final class StageJudge {
  private final Registries registries;
  private final MetricRegistry present;

  /**
   * A judge.
   *
   * @param registries the one that says what can be judged, and others whose reports count
   */
  public StageJudge(Registries registries) {
    this.registries = registries;
    this.present = registries.present();
  }

  /**
   * Judges the evidence at one stage.
   *
   * @param stageIndex the present stage; not the last one, which has nothing to be promoted to
   */
  public Judgement judge(Policy policy, int stageIndex, Evidence evidence) {
    return decided(policy, stageIndex, evidence)
        .observing(Observations.of(present, policy, evidence));
  }

  private Judgement decided(Policy policy, int stageIndex, Evidence evidence) {
    HarnessValidity harness = new HarnessValidity(present, policy, evidence);
    ErrorRates rates = ErrorRates.of(policy);
    double nextFraction = policy.fraction(stageIndex + 1);
    List<Finding> findings = new ArrayList<>();
    List<Finding> calledOff = new ArrayList<>();
    List<Finding> explained = new ArrayList<>();
    for (Guardrail guardrail : policy.guardrails()) {
      GuardrailJudge judge =
          new GuardrailJudge(guardrail, rates, nextFraction, policy.minimumReports());
      Finding finding = judge.judge(evidence);
      findings.add(finding);
      if (judge.callsOff(finding, harness.explains(guardrail.metric()))) {
        calledOff.add(finding);
      } else if (judge.callsOff(finding, 0)) {
        explained.add(finding);
      }
    }
    List<Finding> lost =
        policy.lost().stream().map(guardrail -> lost(guardrail, nextFraction)).toList();
    findings.addAll(lost);
    Optional<String> mismatch =
        new SampleRatioCheck(registries, policy.design()).mismatch(evidence);
    if (mismatch.isPresent()) {
      return new Judgement(Verdict.HOLD, mismatch.get(), findings);
    }
    Optional<Finding> noData = harness.noData();
    if (noData.isPresent()) {
      findings.add(0, noData.get());
      return new Judgement(Verdict.HOLD, sentence(List.of(noData.get())), findings);
    }
    if (!calledOff.isEmpty()) {
      return new Judgement(Verdict.ROLLBACK, sentence(calledOff), findings);
    }
    Judgement judgement = promoteOrHold(findings, lost, policy.stages().get(stageIndex + 1));
    Optional<String> unheard = new ClassQuorum(policy, evidence).missing();
    if (unheard.isPresent() && judgement.verdict() == Verdict.PROMOTE) {
      return judgement.heldBecause(unheard.get());
    }
    return explained.isEmpty() ? judgement : judgement.heldBecause(unexplained(explained));
  }

  private static String unexplained(List<Finding> explained) {
    return sentence(explained) + "; no rollback yet, because broken harnesses may still explain it";
  }

  /** What cannot be judged has no data, whether it was required or watched. */
  private static Finding lost(LostGuardrail guardrail, double nextFraction) {
    return new Finding(
        guardrail.metric(),
        guardrail.required(),
        FindingStatus.NO_DATA,
        Optional.empty(),
        new HarmBudget(guardrail.harmBudget()).marginAt(nextFraction),
        0,
        0,
        OptionalLong.empty(),
        "can no longer be judged; " + guardrail.reason());
  }

  private static Judgement promoteOrHold(
      List<Finding> findings, List<Finding> lost, int nextPercent) {
    List<Finding> blocking =
        findings.stream().filter(finding -> blocks(finding) || lost.contains(finding)).toList();
    return blocking.isEmpty()
        ? new Judgement(
            Verdict.PROMOTE,
            "every required guardrail is within its margin for " + nextPercent + " % of the fleet",
            findings)
        : new Judgement(Verdict.HOLD, sentence(blocking), findings);
  }

  private static boolean blocks(Finding finding) {
    return finding.required() ? !finding.withinMargin() : finding.status() == FindingStatus.WORSE;
  }

  private static String sentence(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.metric() + ": " + finding.reason() + needed(finding))
        .collect(Collectors.joining("; "));
  }

  private static String needed(Finding finding) {
    long reports = finding.reportsNeeded().orElse(0);
    return reports == 0 || finding.status() == FindingStatus.NO_DATA
        ? ""
        : " (about " + reports + " more reports an arm)";
  }
}
