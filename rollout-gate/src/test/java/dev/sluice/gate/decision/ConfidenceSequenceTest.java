package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {

  @Test
  void radius_unitMixtureAndInformation_asByHand() {
    // g = 2; ln(1 + sqrt(2) / 0.1) = 2.717481; sqrt(2 * 2 * 2.717481) = 3.296957
    assertThat(new ConfidenceSequence(0.05, 1).radius(1)).isCloseTo(3.296957, within(1e-5));
  }

  @Test
  void radius_aHundredTimesTheInformation_asByHand() {
    // g = 101; ln(1 + sqrt(101) / 0.1) = 4.620047; sqrt(2 * 101 * 4.620047) / 100 = 0.305491
    assertThat(new ConfidenceSequence(0.05, 1).radius(100)).isCloseTo(0.305491, within(1e-5));
  }

  @Test
  void tunedFor_margin_asByHand() {
    // a = 0.1; -W(-0.01 / e) - 1 = 6.63835; I* = (2.801585 / 0.02)^2 = 19622.2
    assertThat(ConfidenceSequence.tunedFor(0.05, 0.02).mixtureVariance())
        .isCloseTo(6.63835 / 19622.2, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.02", "0.002, 0.08", "0.0001, 5"})
  void tunedFor_itsInformation_tighterThanTunedForAnotherOne(double alpha, double margin) {
    double information = Math.pow(2.8015852 / margin, 2);
    ConfidenceSequence tuned = ConfidenceSequence.tunedFor(alpha, margin);

    for (double factor : new double[] {0.5, 2}) {
      ConfidenceSequence other = new ConfidenceSequence(alpha, tuned.mixtureVariance() * factor);
      assertThat(tuned.radius(information)).isLessThan(other.radius(information));
    }
  }

  @Property
  void radius_moreInformation_smaller(
      @ForAll @Scale(12) @DoubleRange(min = 1e-4, max = 0.4) double alpha,
      @ForAll @Scale(12) @DoubleRange(min = 1e-6, max = 1e3) double mixtureVariance,
      @ForAll @Scale(12) @DoubleRange(min = 1e-3, max = 1e7) double information) {
    ConfidenceSequence sequence = new ConfidenceSequence(alpha, mixtureVariance);

    assertThat(sequence.radius(information * 1.01)).isLessThan(sequence.radius(information));
  }

  @Property
  void pValue_andLowerBound_sayTheSame(
      @ForAll @Scale(12) @DoubleRange(min = 1e-3, max = 0.4) double alpha,
      @ForAll @Scale(12) @DoubleRange(min = 0.01, max = 10) double difference,
      @ForAll @Scale(12) @DoubleRange(min = 0.01, max = 1e3) double information) {
    ConfidenceSequence sequence = new ConfidenceSequence(alpha, 1);
    double bound = difference - sequence.radius(information);

    // Away from equality, where rounding decides.
    if (Math.abs(bound) > 1e-9) {
      assertThat(sequence.pValue(difference, information) < alpha).isEqualTo(bound > 0);
    }
  }

  @Test
  void pValue_noHarm_one() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05, 1);

    assertThat(sequence.pValue(0, 10)).isOne();
    assertThat(sequence.pValue(-3, 10)).isOne();
    assertThat(sequence.pValue(0.001, 10)).isOne();
  }

  @Property
  void informationFor_aRadius_reachesIt(
      @ForAll @Scale(12) @DoubleRange(min = 1e-3, max = 0.4) double alpha,
      @ForAll @Scale(12) @DoubleRange(min = 1e-3, max = 10) double radius) {
    ConfidenceSequence sequence = ConfidenceSequence.tunedFor(alpha, 0.5);

    double information = sequence.informationFor(radius);

    assertThat(sequence.radius(information)).isCloseTo(radius, within(1e-6 * radius));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.5, 1", "-1, 1", "NaN, 1", "0.05, 0", "0.05, NaN", "0.05, Infinity"})
  void constructor_outOfRange_refused(double alpha, double mixtureVariance) {
    assertThatThrownBy(() -> new ConfidenceSequence(alpha, mixtureVariance))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
