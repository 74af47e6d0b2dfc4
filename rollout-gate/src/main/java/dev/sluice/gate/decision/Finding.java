package dev.sluice.gate.decision;

import dev.sluice.schemas.FindingStatus;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the evidence says about one guardrail.
 *
 * @param metric the guarded metric
 * @param required whether promotion needs it to be shown within its margin
 * @param status in one word
 * @param harm the numbers; empty exactly if there are no data
 * @param margin harm to be ruled out before the next stage
 * @param controlReports reports that were compared; without data, those that there are
 * @param candidateReports reports that were compared; without data, those that there are
 * @param reportsNeeded further reports an arm until the margin is ruled out, were the estimate to
 *     stay; empty if no number of them would do
 * @param reason in one sentence, for people
 */
public record Finding(
    String metric,
    boolean required,
    FindingStatus status,
    Optional<HarmInterval> harm,
    double margin,
    long controlReports,
    long candidateReports,
    OptionalLong reportsNeeded,
    String reason) {

  public Finding {
    if (harm.isEmpty() != (status == FindingStatus.NO_DATA)) {
      throw new IllegalArgumentException("a finding has numbers unless it has no data");
    }
  }

  /** Whether the harm has been shown to be below the margin. */
  public boolean withinMargin() {
    return status == FindingStatus.BETTER || status == FindingStatus.WITHIN_MARGIN;
  }
}
