package dev.sluice.admission;

import static dev.sluice.admission.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.ReportRoom;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedBaseline;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether a report fits never depends on what was drawn: registries are held to what the wire has
 * room for, of which they know nothing but these numbers.
 */
class ReportRoomTest {
  private static final ClippedRange RANGE = new ClippedRange(0, 1, ClippedRange.Worst.LOW);

  @Test
  void room_ofRegistries_isThatOfTheWire() {
    assertThat(ReportRoom.LISTED).isEqualTo(ReportFormat.MAX_LISTED);
    assertThat(ReportRoom.NUMBERS).isEqualTo(ReportFormat.MAX_PAYLOAD);
    assertThat(ReportRoom.MAGNITUDE).isEqualTo(ReportFormat.MAX_MAGNITUDE);
    assertThat(ReportRoom.BYTES).isEqualTo(ReportFormat.PAYLOAD_BYTES);
    assertThat(ReportRoom.DIFFERENCE_BYTES).isEqualTo(ReportFormat.DIFFERENCE_BYTES);
  }

  /** Every mechanism at every tier that a registry can have, with noise beyond every clamp. */
  @ParameterizedTest
  @MethodSource
  void holds_anyMechanismAndTier_asTheLongestReportIsEncodedOrNot(Mechanism mechanism) {
    for (Design design : Design.values()) {
      for (Epsilon tier : tiers().toList()) {
        boolean fits =
            Stream.of(new Extreme(1), new Extreme(-1))
                .allMatch(
                    extreme ->
                        ReportFormat.violation(report(mechanism, tier, design, extreme)).isEmpty());

        assertThat(ReportRoom.holds(mechanism, tier, design))
            .as("%s at %s, %s", mechanism, tier, design)
            .isEqualTo(fits);
      }
    }
  }

  static Stream<Mechanism> holds_anyMechanismAndTier_asTheLongestReportIsEncodedOrNot() {
    return Stream.concat(
        Stream.of(
            new GridLaplace(RANGE),
            new OneBitMean(RANGE),
            new Piecewise(RANGE),
            new RandomizedResponse(MeasuredQuantity.OUTCOMES, 0),
            new RandomizedResponse(MeasuredQuantity.ELIGIBILITIES, 0)),
        IntStream.range(1, ReportRoom.NUMBERS + 1).mapToObj(ReportRoomTest::histogram));
  }

  @Test
  void holds_largestHistogramAtTheLeastBundledTier_andNotAtLess() {
    Mechanism largest = histogram(ReportRoom.NUMBERS - 1);

    assertThat(ReportRoom.holds(largest, REGISTRY.epsilonTiers().get(0), Design.TWO_ARM)).isTrue();
    assertThat(ReportRoom.holds(largest, Epsilon.of(0.25), Design.TWO_ARM)).isFalse();
    assertThat(ReportRoom.holds(histogram(1), Epsilon.of(8), Design.PAIRED)).isFalse();
  }

  private static HistogramLaplace histogram(int edges) {
    return new HistogramLaplace(IntStream.range(0, edges).mapToObj(i -> (double) i).toList());
  }

  /** From the least that a registry can have. */
  private static Stream<Epsilon> tiers() {
    return DoubleStream.of(0.05, 0.1, 0.25, 0.3, 0.49, 0.5, 1, 2, 4, 8).mapToObj(Epsilon::of);
  }

  private static Report report(
      Mechanism mechanism, Epsilon epsilon, Design design, Randomness randomness) {
    long[] payload = mechanism.encode(new Measurement.Missing(), epsilon, randomness);
    assertThat(mechanism.admits(payload, epsilon)).isTrue();
    Report report = new TestReports(1).report("quality", "phone-8gb", Epsilon.of(1));
    List<Long> values = Arrays.stream(payload).boxed().toList();
    return Report.newBuilder(report)
        .setBaseline(
            design == Design.PAIRED ? new ReportedBaseline("1.0.0", report.getSuiteDigest()) : null)
        .setPayload(values)
        .build();
  }

  /** As far out as can be drawn. */
  private record Extreme(int sign) implements Randomness {
    @Override
    public int uniform(int bound) {
      return sign > 0 ? bound - 1 : 0;
    }

    @Override
    public long bits63() {
      return Long.MAX_VALUE;
    }

    @Override
    public long addLaplace(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon) {
      return value + sign * (1L << 40);
    }
  }
}
