package dev.sluice.standalone.demo;

import dev.sluice.fleet.ProbeNarration;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.day.Faults;
import dev.sluice.fleet.day.FleetDays;
import dev.sluice.fleet.flags.FlagsClient;
import dev.sluice.fleet.measured.Calibration;
import dev.sluice.fleet.measured.MeasuredModel;
import dev.sluice.fleet.measured.ModelProbe;
import dev.sluice.fleet.measured.ProbeFailedException;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.send.IngestClient;
import dev.sluice.fleet.truth.FleetTruth;
import dev.sluice.fleet.workers.Workers;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.standalone.directory.ServiceAddresses;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demo from the first probe to the last report's account. */
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
  private final int processors = Runtime.getRuntime().availableProcessors();

  Demo(DemoSettings settings, ServiceAddresses services, Narrator narrator) {
    this.settings = settings;
    this.services = services;
    this.narrator = narrator;
  }

  DemoResult run(List<ModelPair> pairs)
      throws DemoFailedException, ProbeFailedException, InterruptedException {
    List<Comparison> comparisons = measure(pairs);
    KafkaReportCounter counter = new KafkaReportCounter(services.brokers());
    ReportCounts before = counter.count();
    List<RolloutResult> results = new ArrayList<>();
    try (Workers workers = new Workers(processors)) {
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

  private List<Comparison> measure(List<ModelPair> pairs) throws ProbeFailedException {
    List<Suite> suites = BundledSuites.all();
    ModelProbe probe =
        new ModelProbe(new LlamaEngine(), EngineSettings.forProcessors(processors), suites);
    List<Path> files =
        pairs.stream().flatMap(pair -> Stream.of(pair.control(), pair.candidate())).toList();
    Map<Path, MeasuredModel> measured =
        probe.measure(files, new ProbeNarration(line -> narrator.say("%s", line)));
    Calibration calibration = new Calibration(List.copyOf(measured.values()));
    List<Comparison> comparisons = new ArrayList<>();
    for (ModelPair pair : pairs) {
      Contestants names =
          Contestants.of(
              ModelProbe.identify(pair.control()), ModelProbe.identify(pair.candidate()));
      comparisons.add(
          Comparison.of(
              behaviour(calibration, measured, pair.control(), names.control(), suites),
              behaviour(calibration, measured, pair.candidate(), names.candidate(), suites)));
    }
    return comparisons;
  }

  private static VersionBehaviour behaviour(
      Calibration calibration,
      Map<Path, MeasuredModel> measured,
      Path file,
      ModelIdentity name,
      List<Suite> suites) {
    MeasuredModel model = measured.get(file);
    if (model == null) {
      throw new IllegalArgumentException("not measured: " + file);
    }
    return calibration.behaviour(
        model, WireIdentity.of(name, LlamaEngine.BUILD), WireIdentity.of(suites));
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
