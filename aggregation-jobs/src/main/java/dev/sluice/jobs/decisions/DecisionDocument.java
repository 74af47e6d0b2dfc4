package dev.sluice.jobs.decisions;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Finding;
import dev.sluice.schemas.StageOutcome;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the tables keep it: what the record says, in words and days as PostgreSQL reads
 * them, and what its policy is about. Names are the record's, as columns are spelled.
 */
@JsonNaming(SnakeCaseStrategy.class)
record DecisionDocument(
    String modelName,
    String controlVersion,
    @Nullable String controlDigest,
    String candidateVersion,
    @Nullable String candidateDigest,
    Design design,
    Deployment deployment,
    String policy,
    String policyDigest,
    String inputsDigest,
    String state,
    int stagePercent,
    String startDay,
    String stageDay,
    long reports,
    String verdict,
    String reason,
    List<FindingDocument> findings,
    List<StageDocument> history) {

  @JsonNaming(SnakeCaseStrategy.class)
  record FindingDocument(
      String metric,
      boolean required,
      String status,
      @Nullable Double estimate,
      @Nullable Double low,
      @Nullable Double high,
      double margin,
      long controlReports,
      long candidateReports,
      @Nullable Long reportsNeeded,
      String reason) {

    static FindingDocument of(Finding finding) {
      return new FindingDocument(
          finding.getMetric(),
          finding.getRequired(),
          finding.getStatus().name(),
          finding.getEstimate(),
          finding.getLow(),
          finding.getHigh(),
          finding.getMargin(),
          finding.getControlReports(),
          finding.getCandidateReports(),
          finding.getReportsNeeded(),
          finding.getReason());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record StageDocument(
      int percent,
      String firstDay,
      String lastDay,
      long reports,
      String verdict,
      String reason,
      List<FindingDocument> findings) {

    static StageDocument of(StageOutcome outcome) {
      return new StageDocument(
          outcome.getPercent(),
          outcome.getFirstDay().toString(),
          outcome.getLastDay().toString(),
          outcome.getReports(),
          outcome.getVerdict().name(),
          outcome.getReason(),
          findingsOf(outcome.getFindings()));
    }
  }

  static DecisionDocument of(Decision decision, PolicySubject subject) {
    return new DecisionDocument(
        subject.candidate().name(),
        subject.control().version(),
        digest(subject.control()),
        subject.candidate().version(),
        digest(subject.candidate()),
        Objects.requireNonNullElse(subject.design(), Design.TWO_ARM),
        Objects.requireNonNullElse(subject.deployment(), Deployment.DEVICE),
        decision.getPolicy(),
        HexFormat.of().formatHex(decision.getPolicyDigest().bytes()),
        HexFormat.of().formatHex(decision.getInputsDigest().bytes()),
        decision.getState().name(),
        decision.getStagePercent(),
        decision.getStartDay().toString(),
        decision.getStageDay().toString(),
        decision.getReports(),
        decision.getVerdict().name(),
        decision.getReason(),
        findingsOf(decision.getFindings()),
        decision.getHistory().stream().map(StageDocument::of).toList());
  }

  /** As much of it as releases have: they are joined. */
  private static @Nullable String digest(PolicySubject.Model model) {
    String pinned = model.ggufDigest();
    int digits = 2 * DigestPrefixes.BYTES;
    return pinned == null || pinned.length() <= digits ? pinned : pinned.substring(0, digits);
  }

  private static List<FindingDocument> findingsOf(List<Finding> findings) {
    return findings.stream().map(FindingDocument::of).toList();
  }
}
