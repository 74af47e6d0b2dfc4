package dev.sluice.fleet.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.fleet.TestVersions;
import dev.sluice.fleet.behaviour.DeviceRun;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.workers.Workers;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTruthTest {
  private static final long OCCASION = 3;
  private static final int DEVICES = 20_000;

  private final Population population = new Population(FleetPlan.standard(5, DEVICES));
  private final VersionBehaviour control = TestVersions.passing("1.0.0", 95);
  private final VersionBehaviour candidate = TestVersions.passing("1.1.0", 85);
  private final List<Metric> metrics =
      BundledRegistry.load().metrics().stream()
          .filter(metric -> metric.design() == Design.TWO_ARM)
          .filter(metric -> !metric.id().equals("ttft_histogram"))
          .toList();

  @Test
  void compare_anyMetric_isTheMeanOfBothPotentialOutcomes() throws InterruptedException {
    for (MetricTruth truth : truth(2, control, candidate)) {
      Metric metric = metrics.stream().filter(m -> m.id().equals(truth.metric())).findFirst().get();

      assertThat(truth.control()).isCloseTo(bruteForceMean(metric, control), within(1e-9));
      assertThat(truth.candidate()).isCloseTo(bruteForceMean(metric, candidate), within(1e-9));
    }
  }

  @Test
  void compare_worseCandidate_harmIsPositive() throws InterruptedException {
    MetricTruth quality = truth(2, control, candidate).get(0);

    assertThat(quality.metric()).isEqualTo("quality");
    assertThat(quality.harm()).isCloseTo(0.10, within(0.01));
  }

  @Test
  void compare_brokenHarnessesAndIneligibleDevices_areInTheirOwnMetrics()
      throws InterruptedException {
    List<MetricTruth> truths = truth(2, control, control.withInvalidHarnesses(0.1));

    assertThat(truthOf(truths, "harness").control()).isEqualTo(1);
    assertThat(truthOf(truths, "harness").harm()).isCloseTo(0.1, within(0.01));
    assertThat(truthOf(truths, "outcome").harm()).isZero();
    // .35 of 8 %, .4 of 2 %, .15 of 1 % and .1 of 4 % cannot take the release.
    assertThat(truthOf(truths, "eligibility").control()).isCloseTo(0.9585, within(0.005));
    assertThat(truthOf(truths, "eligibility").harm()).isZero();
  }

  private static MetricTruth truthOf(List<MetricTruth> truths, String metric) {
    return truths.stream().filter(truth -> truth.metric().equals(metric)).findFirst().orElseThrow();
  }

  @Test
  void compare_sameBehaviour_noHarmAtAll() throws InterruptedException {
    assertThat(truth(2, control, TestVersions.passing("1.1.0", 95)))
        .allSatisfy(truth -> assertThat(truth.harm()).isZero());
  }

  @Test
  void compare_anyNumberOfThreads_sameTruthToTheLastBit() throws InterruptedException {
    List<MetricTruth> one = truth(1, control, candidate);

    assertThat(truth(2, control, candidate)).isEqualTo(one);
    assertThat(truth(5, control, candidate)).isEqualTo(one);
  }

  private List<MetricTruth> truth(int threads, VersionBehaviour a, VersionBehaviour b)
      throws InterruptedException {
    try (Workers workers = new Workers(threads)) {
      return new FleetTruth(population, workers).compare(OCCASION, a, b, metrics);
    }
  }

  private double bruteForceMean(Metric metric, VersionBehaviour version) {
    double sum = 0;
    int devices = 0;
    for (int device = 0; device < DEVICES; device++) {
      String deviceClass = population.traits(device).deviceClass().name();
      DeviceRun run = new DeviceRun(population, device, OCCASION, version);
      if (population.everReports(device)
          && metric.availableOn(deviceClass)
          && (run.eligible() || metric.id().equals("eligibility"))) {
        devices++;
        sum += metric.mechanism().noiseless(run.of(metric));
      }
    }
    return sum / devices;
  }
}
