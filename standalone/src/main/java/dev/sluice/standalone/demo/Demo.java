package dev.sluice.standalone.demo;

import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.day.Faults;
import dev.sluice.fleet.day.FleetDays;
import dev.sluice.fleet.flags.FlagsClient;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.send.IngestClient;
import dev.sluice.fleet.truth.FleetTruth;
import dev.sluice.fleet.workers.Workers;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.standalone.directory.ServiceAddresses;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The demo from the first rollout to the last report's account. */
final class Demo {
  /** The simulated days begin that long ago and end before today: nothing is from the future. */
  static final int OLDEST_DAY = 90;

  /** One report in a thousand is sent again after it was acknowledged, as a real fleet does. */
  private static final double REPEATED = 0.001;

  private static final RolloutDrive.Pace PACE =
      new RolloutDrive.Pace(Duration.ofMillis(50), Duration.ofSeconds(60));

  private final DemoSettings settings;
  private final ServiceAddresses services;
  private final Narrator narrator;
  private final MetricRegistry registry = BundledRegistry.load();

  Demo(DemoSettings settings, ServiceAddresses services, Narrator narrator) {
    this.settings = settings;
    this.services = services;
    this.narrator = narrator;
  }

  DemoResult run(List<Comparison> comparisons) throws DemoFailedException, InterruptedException {
    KafkaReportCounter counter = new KafkaReportCounter(services.brokers());
    ReportCounts before = counter.count();
    List<RolloutResult> results = new ArrayList<>();
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      RolloutDrive drive =
          new RolloutDrive(new HttpRolloutGate(services.gate()), fleet(workers), PACE, narrator);
      LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(OLDEST_DAY);
      for (Comparison comparison : comparisons) {
        RolloutResult result = drive.run(comparison, day);
        results.add(result);
        if (result.end().running()) {
          // One rollout of a model at a time; the next one would be refused.
          narrator.say("%s is undecided: nobody is left to ask", comparison.rollout());
          break;
        }
        day = result.lastDay().plusDays(1);
      }
    }
    DayTally sent =
        results.stream().map(RolloutResult::sent).reduce(DayTally.NOTHING, DayTally::plus);
    return new DemoResult(
        settings,
        results,
        Reconciliation.settle(sent.reports(), counter, before, PACE, narrator),
        services.gate().resolve("/"));
  }

  private FlaggedFleet fleet(Workers workers) {
    Population population = new Population(FleetPlan.standard(settings.seed(), settings.devices()));
    FleetDays days =
        new FleetDays(
            population,
            registry,
            settings.epsilon(),
            SecureRandomness::new,
            new IngestClient(services.ingest(), RetryPolicy.DEFAULT),
            new Faults(REPEATED, 0),
            workers);
    return new FlaggedFleet(
        new FlagsClient(services.gate()), days, new FleetTruth(population, workers), registry);
  }
}
