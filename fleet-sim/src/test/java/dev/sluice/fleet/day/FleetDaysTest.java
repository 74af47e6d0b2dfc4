package dev.sluice.fleet.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fleet.TestVersions;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.flags.RunningRollout;
import dev.sluice.fleet.population.ClassModel;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.send.IngestClient;
import dev.sluice.fleet.send.TestIngest;
import dev.sluice.fleet.workers.Workers;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.assignment.Cohort;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.schemas.Report;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetDaysTest {
  private static final int DEVICES = 3_000;
  private static final LocalDate DAY = LocalDate.of(2027, 3, 1);

  private final MetricRegistry registry = BundledRegistry.load();
  private final Population population =
      new Population(FleetPlan.standard(11, DEVICES).withEveryDeviceEligible());
  private final VersionBehaviour control = TestVersions.passing("1.0.0", 90);
  private final VersionBehaviour candidate = TestVersions.passing("1.1.0", 95);
  private final Workers workers = new Workers(2);
  private final TestIngest ingest = new TestIngest();

  @AfterEach
  void close() {
    ingest.close();
    workers.close();
  }

  @Test
  void live_manyDays_everyDeviceOfACohortAnswersOnce() throws InterruptedException {
    FleetDays days = fleet(SecureRandomness::new, Faults.NONE);

    DayTally tally = live(days, candidate, 50, 40);

    long candidates = members("r", Cohort.CANDIDATE, 50);
    long controls = members("r", Cohort.REPORTING_CONTROL, 50);
    // After 40 days at 0.35 a day nobody is left: the chance is below 1e-4 for the whole fleet.
    assertThat(tally.candidates()).isEqualTo(candidates);
    assertThat(tally.controls()).isEqualTo(controls);
    assertThat(tally.reports().acknowledged()).isEqualTo(candidates + controls);
    assertThat(ingest.reports()).hasSize((int) (candidates + controls));
  }

  @Test
  void live_growingStage_onlyTheNewDevicesAnswer() throws InterruptedException {
    FleetDays days = fleet(SecureRandomness::new, Faults.NONE);
    live(days, candidate, 10, 40);
    int before = ingest.reports().size();

    DayTally tally = days.live(rollout(10), control, candidate, DAY.plusDays(40));
    assertThat(tally.reports().sent()).isZero();
    DayTally grown = live(days, candidate, 25, 41, 80);

    assertThat(before).isEqualTo((int) reporting("r", 10));
    assertThat(grown.candidates() + grown.controls())
        .isEqualTo(reporting("r", 25) - reporting("r", 10));
  }

  @Test
  void live_oneDay_reportsSayNoMoreThanTheyShould() throws InterruptedException {
    fleet(SecureRandomness::new, Faults.NONE).live(rollout(25), control, candidate, DAY);

    List<Report> reports = ingest.reports();
    assertThat(reports)
        .isNotEmpty()
        .allSatisfy(
            report -> {
              assertThat(report.getDay()).isEqualTo(DAY);
              assertThat(report.getModel().getVersion()).isIn("1.0.0", "1.1.0");
              assertThat(registry.deviceClassAt(report.getDeviceClass())).isPresent();
              assertThat(
                      metric(report)
                          .availableOn(registry.deviceClasses().get(report.getDeviceClass())))
                  .isTrue();
            });
    assertThat(reports).extracting(Report::getId).doesNotHaveDuplicates();
  }

  @Test
  void live_modelThatCrashes_sameMetricsAreDrawn() throws InterruptedException {
    live(fleet(Seeded::new, Faults.NONE), candidate, 50, 1);
    List<String> healthy = metricsByArrival();
    try (TestIngest other = new TestIngest()) {
      FleetDays days =
          new FleetDays(
              population,
              registry,
              Epsilon.of(1),
              Seeded::new,
              new IngestClient(other.address(), RetryPolicy.DEFAULT),
              Faults.NONE,
              workers);
      days.live(rollout(50), control, TestVersions.crashing("1.1.0"), DAY);

      assertThat(other.reports()).extracting(report -> metric(report).id()).isEqualTo(healthy);
    }
  }

  @Test
  void live_sameSeedTwice_sameDevicesAnswerWithOtherNoise() throws InterruptedException {
    DayTally first = live(fleet(SecureRandomness::new, Faults.NONE), candidate, 50, 1);
    DayTally second = live(fleet(SecureRandomness::new, Faults.NONE), candidate, 50, 1);

    assertThat(second).isEqualTo(first);
    List<Report> all = ingest.reports();
    List<Report> one = all.subList(0, all.size() / 2);
    List<Report> two = all.subList(all.size() / 2, all.size());
    assertThat(one)
        .extracting(Report::getPayload)
        .isNotEqualTo(two.stream().map(Report::getPayload).toList());
  }

  @Test
  void live_pairedRollout_candidatesReportDifferencesAndNobodyElseDoes()
      throws InterruptedException {
    RunningRollout paired = new RunningRollout("r", "tiny", "1.0.0", "1.1.0", 50, true);
    FleetDays days = fleet(SecureRandomness::new, Faults.NONE);

    DayTally tally = DayTally.NOTHING;
    for (int day = 0; day < 40; day++) {
      tally = tally.plus(days.live(paired, control, candidate, DAY.plusDays(day)));
    }

    assertThat(tally.candidates()).isEqualTo(members("r", Cohort.CANDIDATE, 50));
    assertThat(tally.controls()).isZero();
    assertThat(ingest.reports())
        .allSatisfy(
            report -> {
              assertThat(report.getModel()).isEqualTo(candidate.model());
              assertThat(report.getBaseline().getVersion()).isEqualTo("1.0.0");
              assertThat(metric(report).design()).isEqualTo(Design.PAIRED);
            });
  }

  @Test
  void live_devicesThatCannotTakeTheRelease_areHeardOfAsOftenAsAskedAndInBothArms()
      throws InterruptedException {
    Population old =
        new Population(
            new FleetPlan(
                11,
                DEVICES,
                List.of(new ClassModel("phone-4gb", 1, 430, 16, 190, 0, 0, 0, 0.4, 0.1)),
                1,
                0.35));
    FleetDays days = fleet(old, SecureRandomness::new, Faults.NONE);

    DayTally tally = live(days, candidate, 50, 40);

    // Half of the devices, and of the other half the 4 % that were asked about it: 1560, +- 4
    // sigma.
    assertThat(tally.candidates() + tally.controls()).isBetween(1_445L, 1_675L);
    assertThat(tally.candidates() - tally.controls()).isBetween(-220L, 220L);
    // Of all 3000 devices, +- 5 sigma.
    assertThat(ingest.reports().stream().filter(r -> metric(r).id().equals("eligibility")).count())
        .isBetween(70L, 175L);
  }

  @Test
  void live_faults_areCountedApart() throws InterruptedException {
    FleetDays days = fleet(SecureRandomness::new, new Faults(0.10, 0.05));

    DayTally tally = live(days, candidate, 50, 10);

    long answers = tally.candidates() + tally.controls();
    assertThat(tally.repeats().sent()).isBetween(answers / 20, answers / 5);
    assertThat(tally.reports().sent()).isEqualTo(answers + tally.repeats().sent());
    assertThat(tally.reports().acknowledged()).isEqualTo(tally.reports().sent());
    assertThat(tally.malformed().sent()).isBetween(answers / 40, answers / 10);
    assertThat(tally.malformed().refusals()).isEqualTo(tally.malformed().sent());
    assertThat(ingest.reports().stream().map(Report::getId).distinct()).hasSize((int) answers);
  }

  private FleetDays fleet(Supplier<Randomness> randomness, Faults faults) {
    return fleet(population, randomness, faults);
  }

  private FleetDays fleet(Population devices, Supplier<Randomness> randomness, Faults faults) {
    return new FleetDays(
        devices,
        registry,
        Epsilon.of(1),
        randomness,
        new IngestClient(ingest.address(), RetryPolicy.DEFAULT),
        faults,
        workers);
  }

  private DayTally live(FleetDays days, VersionBehaviour version, int percent, int numberOfDays)
      throws InterruptedException {
    return live(days, version, percent, 0, numberOfDays);
  }

  private DayTally live(FleetDays days, VersionBehaviour version, int percent, int from, int to)
      throws InterruptedException {
    DayTally tally = DayTally.NOTHING;
    for (int day = from; day < to; day++) {
      tally = tally.plus(days.live(rollout(percent), control, version, DAY.plusDays(day)));
    }
    return tally;
  }

  private static RunningRollout rollout(int percent) {
    return new RunningRollout("r", "tiny", "1.0.0", "1.1.0", percent, false);
  }

  private List<String> metricsByArrival() {
    return ingest.reports().stream().map(report -> metric(report).id()).toList();
  }

  private Metric metric(Report report) {
    return registry.metricAt(report.getMetric()).orElseThrow();
  }

  private long reporting(String rollout, int percent) {
    return members(rollout, Cohort.CANDIDATE, percent)
        + members(rollout, Cohort.REPORTING_CONTROL, percent);
  }

  private long members(String rollout, Cohort cohort, int percent) {
    return IntStream.range(0, DEVICES)
        .filter(population::everReports)
        .filter(d -> Cohort.of(Cohort.bucket(population.localSeed(d), rollout), percent) == cohort)
        .count();
  }

  /** Draws that repeat, and no noise: what is left is what the fleet itself does. */
  private static final class Seeded implements Randomness {
    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    public int uniform(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public long bits63() {
      return random.nextLong() & Long.MAX_VALUE;
    }

    @Override
    public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
      return value;
    }
  }
}
