package dev.sluice.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Finding;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.RolloutState;
import dev.sluice.schemas.StageOutcome;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of one rollout, as a gate writes them, from 5 % over 25 % to all devices. */
public final class TestDecisions {
  public static final String CONTROL = "1.0.0";
  public static final String CANDIDATE = "1.1.0";
  private static final List<Integer> STAGES = List.of(5, 25, 100);

  private final String rollout;
  private final String model;
  private final LocalDate startDay;
  private final List<StageOutcome> history = new ArrayList<>();

  private long sequence;
  private LocalDate stageDay;

  public TestDecisions(String rollout, String model, LocalDate startDay) {
    this.rollout = rollout;
    this.model = model;
    this.startDay = startDay;
    this.stageDay = startDay;
  }

  /** The record as the gate appends it. */
  public static ProducerRecord<byte[], byte[]> logged(Decision decision) {
    return logged(TopicKeys.of(decision), Codecs.DECISION.encode(decision));
  }

  /** Anything that may stand in the topic. */
  public static ProducerRecord<byte[], byte[]> logged(String key, byte[] value) {
    return new ProducerRecord<>(Topics.DECISIONS, key.getBytes(UTF_8), value);
  }

  public Decision started() {
    return decision(RolloutState.RUNNING, startDay, 0, Verdict.HOLD, "no reports yet", List.of());
  }

  public Decision held(LocalDate day, long reports) {
    List<Finding> findings = List.of(finding(FindingStatus.INCONCLUSIVE, 0.01, reports));
    return decision(RolloutState.RUNNING, day, reports, Verdict.HOLD, "undecided", findings);
  }

  public Decision promoted(LocalDate day, long reports) {
    List<Finding> findings = List.of(finding(FindingStatus.WITHIN_MARGIN, 0.005, reports));
    ended(day, reports, Verdict.PROMOTE, "within every margin", findings);
    stageDay = day;
    RolloutState state =
        history.size() == STAGES.size() - 1 ? RolloutState.COMPLETED : RolloutState.RUNNING;
    return decision(state, day, reports, Verdict.PROMOTE, "within every margin", findings);
  }

  public Decision rolledBack(LocalDate day, long reports) {
    List<Finding> findings = List.of(finding(FindingStatus.WORSE, 0.2, reports));
    Decision last =
        decision(RolloutState.ROLLED_BACK, day, reports, Verdict.ROLLBACK, "worse", findings);
    ended(day, reports, Verdict.ROLLBACK, "worse", findings);
    return Decision.newBuilder(last).setStagePercent(0).setHistory(List.copyOf(history)).build();
  }

  private void ended(
      LocalDate day, long reports, Verdict verdict, String reason, List<Finding> findings) {
    history.add(
        new StageOutcome(
            STAGES.get(history.size()), stageDay, day, reports, verdict, reason, findings));
  }

  private Decision decision(
      RolloutState state,
      LocalDate day,
      long reports,
      Verdict verdict,
      String reason,
      List<Finding> findings) {
    return Decision.newBuilder()
        .setRollout(rollout)
        .setSequence(sequence++)
        .setPolicy(policy())
        .setPolicyDigest(Digests.of(policy().getBytes(UTF_8)))
        .setInputsDigest(Digests.of((rollout + reports).getBytes(UTF_8)))
        .setState(state)
        .setStageIndex(history.size())
        .setStagePercent(STAGES.get(history.size()))
        .setStartDay(startDay)
        .setStageDay(stageDay)
        .setDay(day)
        .setReports(reports)
        .setVerdict(verdict)
        .setReason(reason)
        .setFindings(findings)
        .setHistory(List.copyOf(history))
        .build();
  }

  private static Finding finding(FindingStatus status, double estimate, long reports) {
    return Finding.newBuilder()
        .setMetric("quality")
        .setRequired(true)
        .setStatus(status)
        .setEstimate(estimate)
        .setLow(estimate - 0.1)
        .setHigh(estimate + 0.1)
        .setMargin(0.4)
        .setControlReports(reports / 2)
        .setCandidateReports(reports - reports / 2)
        .setReason("")
        .build();
  }

  private String policy() {
    return """
        rollout: %s
        control: {name: %s, version: %s}
        candidate: {name: %s, version: %s}
        stages: [5, 25, 100]
        """
        .formatted(rollout, model, CONTROL, model, CANDIDATE);
  }
}
