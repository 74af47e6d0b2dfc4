package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Guardrail;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 *       be harmed, and every class of devices that the policy names has been heard.
 *   <li>HOLD otherwise, and so always without data.
 * </ul>
 */
public final class StageJudge {
  private final MetricRegistry registry;

  public StageJudge(MetricRegistry registry) {
    this.registry = registry;
  }

  /**
   * Judges the evidence at one stage.
   *
   * @param stageIndex the present stage; not the last one, which has nothing to be promoted to
   */
  public Judgement judge(Policy policy, int stageIndex, Evidence evidence) {
    return decided(policy, stageIndex, evidence)
        .observing(Observations.of(registry, policy, evidence));
  }

  private Judgement decided(Policy policy, int stageIndex, Evidence evidence) {
    HarnessValidity harness = new HarnessValidity(registry, policy, evidence);
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
    Optional<String> mismatch = new SampleRatioCheck(registry, policy.design()).mismatch(evidence);
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
    Judgement judgement = promoteOrHold(findings, policy.stages().get(stageIndex + 1));
    Optional<String> unheard = new ClassQuorum(policy, evidence).missing();
    if (unheard.isPresent() && judgement.verdict() == Verdict.PROMOTE) {
      return judgement.heldBecause(unheard.get());
    }
    return explained.isEmpty() ? judgement : judgement.heldBecause(unexplained(explained));
  }

  private static String unexplained(List<Finding> explained) {
    return sentence(explained) + "; no rollback yet, because broken harnesses may still explain it";
  }

  private static Judgement promoteOrHold(List<Finding> findings, int nextPercent) {
    List<Finding> blocking = findings.stream().filter(StageJudge::blocks).toList();
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
