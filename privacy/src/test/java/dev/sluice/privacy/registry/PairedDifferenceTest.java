package dev.sluice.privacy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Measurement;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
  private static final Measurement MISSING = new Measurement.Missing();

  @Test
  void of_twoQuantities_candidateMinusBaseline() {
    assertThat(difference("quality_difference", quantity(0.75), quantity(0.5))).isEqualTo(0.25);
  }

  @Test
  void of_candidateThatCameToNothing_itsWorstValueCounts() {
    assertThat(difference("quality_difference", MISSING, quantity(0.75))).isEqualTo(-0.75);
    assertThat(difference("ttft_slow_difference", MISSING, quantity(0.25))).isEqualTo(0.75);
  }

  @Test
  void of_baselineThatCameToNothing_itsWorstValueCounts() {
    assertThat(difference("quality_difference", quantity(0.75), MISSING)).isEqualTo(0.75);
  }

  @Test
  void of_bothCameToNothing_isNoDifference() {
    assertThat(difference("quality_difference", MISSING, MISSING)).isZero();
    assertThat(difference("ttft_slow_difference", MISSING, MISSING)).isZero();
  }

  @Test
  void of_quantityThatIsNoNumber_isAsGoodAsMissing() {
    assertThat(difference("quality_difference", quantity(Double.NaN), quantity(0.5)))
        .isEqualTo(-0.5);
  }

  @Test
  void of_outcomes_onlyOkCountsAsOk() {
    Measurement ok = new Measurement.Category(0);
    for (int failure = 1; failure < MeasuredQuantity.OUTCOMES.size(); failure++) {
      Measurement failed = new Measurement.Category(failure);
      assertThat(difference("outcome_difference", failed, ok)).isEqualTo(-1);
      assertThat(difference("outcome_difference", ok, failed)).isEqualTo(1);
      assertThat(difference("outcome_difference", failed, failed)).isZero();
    }
    assertThat(difference("outcome_difference", ok, ok)).isZero();
  }

  @Test
  void of_harnesses_invalidIfEitherRunWas() {
    Metric metric = BundledRegistry.load().metric("harness_of_both").orElseThrow();
    Measurement valid = new Measurement.Category(0);
    Measurement invalid = new Measurement.Category(1);

    assertThat(PairedDifference.of(metric, valid, valid)).isEqualTo(valid);
    assertThat(PairedDifference.of(metric, invalid, valid)).isEqualTo(invalid);
    assertThat(PairedDifference.of(metric, valid, invalid)).isEqualTo(invalid);
    assertThat(PairedDifference.of(metric, invalid, MISSING)).isEqualTo(invalid);
    assertThat(PairedDifference.of(metric, MISSING, invalid)).isEqualTo(invalid);
  }

  @Test
  void of_metricOfOneVersion_isRefused() {
    assertThatThrownBy(() -> difference("quality", quantity(0.75), quantity(0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("quality");
  }

  private static double difference(String id, Measurement candidate, Measurement baseline) {
    Metric metric = BundledRegistry.load().metric(id).orElseThrow();
    return ((Measurement.Quantity) PairedDifference.of(metric, candidate, baseline)).value();
  }

  private static Measurement quantity(double value) {
    return new Measurement.Quantity(value);
  }
}
