package dev.sluice.probe.disclosure;

import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.ledger.ReportBytes;
import java.util.Optional;

/**
 * What the next turn would say.
 *
 * @param origin where metric and bytes come from
 * @param metric the metric of the report
 * @param measurement what the run came to; empty if the bytes were in the ledger already
 * @param bytes the encoded report
 * @param decision whether a report for this rollout and version may be made now
 */
record Preview(
    Origin origin,
    Metric metric,
    Optional<Measurement> measurement,
    ReportBytes bytes,
    SpendingDecision decision) {

  /** How much of a preview the next turn will repeat. */
  enum Origin {
    /** Metric and noise are examples: the turn draws both anew. */
    EXAMPLE("example", "an example: the turn draws the metric anew, by the same public weights"),
    /** The metric is drawn and stands; the noise is an example. */
    DRAWN("drawn", "the ledger: it was drawn for this rollout and version, and stands"),
    /** These very bytes wait, or were sent: the next turn cannot say anything else. */
    RECORDED("recorded", "the ledger: the report was made, and its bytes are the only ones");

    private final String word;
    private final String explanation;

    Origin(String word, String explanation) {
      this.word = word;
      this.explanation = explanation;
    }

    String word() {
      return word;
    }

    String explanation() {
      return explanation;
    }
  }

  /** What was measured, in the metric's unit. */
  Optional<String> measured() {
    return measurement.map(this::measured);
  }

  private String measured(Measurement value) {
    if (value instanceof Measurement.Quantity quantity) {
      return quantity.value() + " " + metric.unit();
    }
    if (value instanceof Measurement.Category category) {
      return metric.mechanism() instanceof RandomizedResponse response
          ? response.categories().get(category.index())
          : "category " + category.index();
    }
    return value instanceof Measurement.Missing
        ? "nothing: the worst value stands in for it"
        : value.toString();
  }

  /** What is noised: the measurement, clipped and rounded as the mechanism does. */
  Optional<Double> beforeNoise() {
    Mechanism mechanism = metric.mechanism();
    return measurement.map(mechanism::noiseless);
  }
}
