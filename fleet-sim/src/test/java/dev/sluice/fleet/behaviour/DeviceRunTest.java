package dev.sluice.fleet.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.fleet.TestVersions;
import dev.sluice.fleet.population.ClassModel;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.fleet.population.Population;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.cycle.Measurements;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceRunTest {
  private static final int DEVICES = 4_000;
  private static final long OCCASION = 1;

  private final MetricRegistry registry = BundledRegistry.load();
  private final Population faultless =
      new Population(
          new FleetPlan(
              1, DEVICES, List.of(new ClassModel("phone-4gb", 1, 430, 16, 190, 0, 0, 0)), 1, 1));

  @Test
  void of_passFraction_meanIsTheTablesPassRate() {
    VersionBehaviour version = TestVersions.passing("1.0.0", 80);

    double mean = mean(device -> quantity(run(device, version), "quality"));

    // 40 items a device without repetition: a standard error of 0.001 over the fleet.
    assertThat(mean).isCloseTo(0.80, within(0.004));
  }

  @Test
  void of_equalVersions_equalMeasurements() {
    VersionBehaviour version = TestVersions.passing("1.0.0", 80);
    VersionBehaviour twin = TestVersions.passing("1.0.1", 80);
    Population population = new Population(FleetPlan.standard(1, DEVICES));

    for (Metric metric : registry.metrics(Design.TWO_ARM, "phone-4gb")) {
      for (int device = 0; device < 200; device++) {
        assertThat(new DeviceRun(population, device, OCCASION, version).of(metric))
            .isEqualTo(new DeviceRun(population, device, OCCASION, twin).of(metric));
      }
    }
  }

  @Test
  void of_slowerVersion_moreSlowRequestsAndMoreEnergy() {
    VersionBehaviour fast = TestVersions.slower("1.0.0", 1);
    VersionBehaviour slow = TestVersions.slower("1.1.0", 1.5);

    for (String metric : List.of("ttft_slow", "decode_slow", "energy")) {
      double before = mean(device -> quantity(run(device, fast), metric));
      double after = mean(device -> quantity(run(device, slow), metric));

      assertThat(after).as(metric).isGreaterThan(before * 1.3);
    }
  }

  @Test
  void of_crashingVersion_reportsTheCrashAndHidesNothing() {
    DeviceRun run = run(0, TestVersions.crashing("1.0.0"));

    assertThat(run.of(metric("outcome"))).isEqualTo(new Measurement.Category(2));
    assertThat(run.of(metric("quality"))).isEqualTo(new Measurement.Quantity(0));
  }

  @Test
  void of_deviceThatCannotLoad_everythingIsMissing() {
    Population broken =
        new Population(
            new FleetPlan(
                1, 1, List.of(new ClassModel("phone-4gb", 1, 430, 16, 190, 0, 1, 0)), 1, 1));
    DeviceRun run = new DeviceRun(broken, 0, OCCASION, TestVersions.passing("1.0.0", 80));

    assertThat(run.of(metric("outcome"))).isEqualTo(new Measurement.Category(1));
    assertThat(run.of(metric("quality"))).isEqualTo(new Measurement.Missing());
    assertThat(run.of(metric("ttft_slow"))).isEqualTo(new Measurement.Missing());
  }

  @Test
  void of_brokenHarness_hidesTheScoreAndNothingElse() {
    VersionBehaviour version = TestVersions.passing("1.0.0", 80).withInvalidHarnesses(1);

    assertThat(run(0, version).of(metric("harness"))).isEqualTo(new Measurement.Category(1));
    assertThat(run(0, version).of(metric("quality"))).isEqualTo(new Measurement.Missing());
    assertThat(run(0, version).of(metric("outcome"))).isEqualTo(new Measurement.Category(0));
    assertThat(run(0, version).of(metric("ttft_slow"))).isInstanceOf(Measurement.Quantity.class);
  }

  @Test
  void paired_equalVersions_answerAlikeAndMeetTheirOwnLuck() {
    VersionBehaviour version = TestVersions.passing("1.0.0", 80);
    VersionBehaviour twin = TestVersions.passing("1.0.1", 80);

    for (int device = 0; device < 200; device++) {
      Measurements both = DeviceRun.paired(faultless, device, OCCASION, twin, version);
      assertThat(both.of(metric("quality_difference"))).isEqualTo(new Measurement.Quantity(0));
    }
    double slower =
        mean(
            device ->
                difference(
                    DeviceRun.paired(faultless, device, OCCASION, twin, version),
                    "ttft_slow_difference"));
    double apart =
        mean(
            device ->
                Math.abs(
                    difference(
                        DeviceRun.paired(faultless, device, OCCASION, twin, version),
                        "ttft_slow_difference")));
    // 40 requests a run: a difference of two runs has a standard deviation of at most 0.12.
    assertThat(slower).isCloseTo(0, within(0.01));
    assertThat(apart).isPositive();
  }

  @Test
  void paired_worseCandidate_meanIsTheDifferenceOfTheTables() {
    VersionBehaviour before = TestVersions.passing("1.0.0", 80);
    VersionBehaviour after = TestVersions.passing("1.1.0", 70);

    double mean =
        mean(
            device ->
                difference(
                    DeviceRun.paired(faultless, device, OCCASION, after, before),
                    "quality_difference"));

    assertThat(mean).isCloseTo(-0.10, within(0.005));
  }

  private double difference(Measurements both, String metric) {
    return ((Measurement.Quantity) both.of(metric(metric))).value();
  }

  private DeviceRun run(int device, VersionBehaviour version) {
    return new DeviceRun(faultless, device, OCCASION, version);
  }

  private double quantity(DeviceRun run, String metric) {
    return ((Measurement.Quantity) run.of(metric(metric))).value();
  }

  private Metric metric(String id) {
    return registry.metric(id).orElseThrow();
  }

  private static double mean(IntToDoubleFunction value) {
    return IntStream.range(0, DEVICES).mapToDouble(value).average().orElseThrow();
  }
}
