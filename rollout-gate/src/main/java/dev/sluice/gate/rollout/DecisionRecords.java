package dev.sluice.gate.rollout;

import dev.sluice.gate.decision.HarmInterval;
import dev.sluice.gate.decision.Judgement;
import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Sources;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.EvidenceSource;
import dev.sluice.schemas.Finding;
import dev.sluice.schemas.LeftOutReports;
import dev.sluice.schemas.Observation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A rollout as the record that is kept of it, and back: nothing is lost on the way. */
public final class DecisionRecords {
  private DecisionRecords() {}

  /** The record of a rollout's whole state. */
  public static Decision of(Rollout rollout) {
    Look look = rollout.look();
    return Decision.newBuilder()
        .setRollout(rollout.id())
        .setSequence(rollout.sequence())
        .setPolicy(rollout.policy().text())
        .setPolicyDigest(rollout.policy().digest())
        .setInputsDigest(look.inputsDigest())
        .setState(rollout.state())
        .setStageIndex(rollout.stageIndex())
        .setStagePercent(rollout.candidatePercent())
        .setStartDay(rollout.startDay())
        .setStageDay(rollout.stageDay())
        .setDay(look.day())
        .setReports(look.reports())
        .setVerdict(look.judgement().verdict())
        .setReason(look.judgement().reason())
        .setFindings(findings(look.judgement()))
        .setObservations(
            look.judgement().observations().stream().map(DecisionRecords::observation).toList())
        .setHistory(rollout.history().stream().map(DecisionRecords::outcome).toList())
        .setSources(sources(look.sources()))
        .setLeftOut(leftOut(look.sources()))
        .build();
  }

  /**
   * The rollout that a record is of. It can be read whatever has become of the registry since: what
   * the registry no longer knows is lost to its policy.
   *
   * @throws PolicyException if the policy is none that is understood here
   */
  public static Rollout rollout(Decision decision, MetricRegistry registry) throws PolicyException {
    Policy policy =
        PolicyParser.parseOnRecord(
            decision.getPolicy(), "policy of rollout " + decision.getRollout(), registry);
    return new Rollout(
        policy,
        decision.getSequence(),
        decision.getState(),
        decision.getStageIndex(),
        decision.getStartDay(),
        decision.getStageDay(),
        new Look(
            decision.getDay(),
            decision.getReports(),
            decision.getInputsDigest(),
            ownSources(decision),
            new Judgement(
                decision.getVerdict(),
                decision.getReason(),
                ownFindings(decision.getFindings()),
                decision.getObservations().stream().map(DecisionRecords::ownObservation).toList())),
        decision.getHistory().stream().map(DecisionRecords::ownOutcome).toList());
  }

  private static List<EvidenceSource> sources(Sources sources) {
    return sources.registries().entrySet().stream()
        .map(each -> new EvidenceSource(DigestPrefixes.fromHex(each.getKey()), each.getValue()))
        .toList();
  }

  private static List<LeftOutReports> leftOut(Sources sources) {
    return sources.leftOut().entrySet().stream()
        .map(each -> new LeftOutReports(each.getKey(), each.getValue()))
        .toList();
  }

  private static Sources ownSources(Decision decision) {
    SortedMap<String, Long> registries = new TreeMap<>();
    decision
        .getSources()
        .forEach(
            each ->
                registries.put(DigestPrefixes.hex(each.getRegistryDigest()), each.getReports()));
    SortedMap<String, Long> leftOut = new TreeMap<>();
    decision.getLeftOut().forEach(each -> leftOut.put(each.getReason(), each.getReports()));
    return new Sources(registries, leftOut);
  }

  private static dev.sluice.schemas.StageOutcome outcome(StageOutcome outcome) {
    return dev.sluice.schemas.StageOutcome.newBuilder()
        .setPercent(outcome.percent())
        .setFirstDay(outcome.firstDay())
        .setLastDay(outcome.lastDay())
        .setReports(outcome.reports())
        .setVerdict(outcome.judgement().verdict())
        .setReason(outcome.judgement().reason())
        .setFindings(findings(outcome.judgement()))
        .build();
  }

  private static StageOutcome ownOutcome(dev.sluice.schemas.StageOutcome outcome) {
    return new StageOutcome(
        outcome.getPercent(),
        outcome.getFirstDay(),
        outcome.getLastDay(),
        outcome.getReports(),
        new Judgement(
            outcome.getVerdict(),
            outcome.getReason(),
            ownFindings(outcome.getFindings()),
            List.of()));
  }

  private static List<Finding> findings(Judgement judgement) {
    return judgement.findings().stream().map(DecisionRecords::finding).toList();
  }

  private static Finding finding(dev.sluice.gate.decision.Finding finding) {
    Finding.Builder record =
        Finding.newBuilder()
            .setMetric(finding.metric())
            .setRequired(finding.required())
            .setStatus(finding.status())
            .setMargin(finding.margin())
            .setControlReports(finding.controlReports())
            .setCandidateReports(finding.candidateReports())
            .setReason(finding.reason());
    finding
        .harm()
        .ifPresent(
            harm -> record.setEstimate(harm.estimate()).setLow(harm.low()).setHigh(harm.high()));
    finding.reportsNeeded().ifPresent(record::setReportsNeeded);
    return record.build();
  }

  private static Observation observation(dev.sluice.gate.decision.Observation observation) {
    return Observation.newBuilder()
        .setMetric(observation.metric())
        .setCategory(observation.category())
        .setArm(observation.arm().name().toLowerCase(Locale.ROOT))
        .setReports(observation.reports())
        .setShare(observation.share())
        .setLow(observation.low())
        .setHigh(observation.high())
        .build();
  }

  private static dev.sluice.gate.decision.Observation ownObservation(Observation observation) {
    return new dev.sluice.gate.decision.Observation(
        observation.getMetric(),
        observation.getCategory(),
        Arm.valueOf(observation.getArm().toUpperCase(Locale.ROOT)),
        observation.getReports(),
        observation.getShare(),
        observation.getLow(),
        observation.getHigh());
  }

  private static List<dev.sluice.gate.decision.Finding> ownFindings(List<Finding> findings) {
    return findings.stream().map(DecisionRecords::ownFinding).toList();
  }

  private static dev.sluice.gate.decision.Finding ownFinding(Finding finding) {
    return new dev.sluice.gate.decision.Finding(
        finding.getMetric(),
        finding.getRequired(),
        finding.getStatus(),
        finding.getEstimate() == null
            ? Optional.empty()
            : Optional.of(
                new HarmInterval(finding.getEstimate(), finding.getLow(), finding.getHigh())),
        finding.getMargin(),
        finding.getControlReports(),
        finding.getCandidateReports(),
        finding.getReportsNeeded() == null
            ? OptionalLong.empty()
            : OptionalLong.of(finding.getReportsNeeded()),
        finding.getReason());
  }
}
