package dev.sluice.fleet;

import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.behaviour.VersionCatalogue;
import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.day.Faults;
import dev.sluice.fleet.day.FleetDays;
import dev.sluice.fleet.flags.FlagsClient;
import dev.sluice.fleet.flags.RunningRollout;
import dev.sluice.fleet.measured.Calibration;
import dev.sluice.fleet.measured.MeasuredModel;
import dev.sluice.fleet.measured.ModelProbe;
import dev.sluice.fleet.measured.ProbeFailedException;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.send.IngestClient;
import dev.sluice.fleet.workers.Workers;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a simulated fleet against a running ingest and gate. */
@Command(
    name = "fleet",
    description = {
      "Runs a simulated fleet against a running ingest and gate.",
      "",
      "The models are measured on this machine by the real probe first. Then the devices live day"
          + " after day: they read the gate's flags, and those whose turn it is answer from what"
          + " was measured, privatise with the probe's own code, and send. The seed fixes the"
          + " fleet; the noise is real and differs on every run.",
      "",
      "The gate counts reports from its rollout's start on, which is the day it was posted: to live"
          + " days that have passed, put an earlier startDay into the policy.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every report was acknowledged",
      "1:a model cannot be run, the gate does not answer, or reports were refused or undelivered",
      "2:the command line is wrong",
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  sluice up &                    # prints the two addresses",
      "  sluice fleet --ingest http://127.0.0.1:8080 \\",
      "    --gate http://127.0.0.1:8081 --days 14 \\",
      "    --model models/tiny-1.0.0-q8_0.gguf --model models/tiny-1.1.0-q8_0.gguf",
    })
public final class FleetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--ingest", required = true, paramLabel = "URL", description = "The ingest.")
  private URI ingest;

  @Option(names = "--gate", required = true, paramLabel = "URL", description = "The gate.")
  private URI gate;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description =
          "GGUF file of a version that a rollout names; once for each. The first is the reference:"
              + " a simulated device class states its speed, others keep their ratio to it.")
  private List<Path> models;

  @Option(
      names = "--credential-file",
      paramLabel = "FILE",
      description = "Holds the fleet's credential, where the ingest wants one.")
  private @Nullable Path credentialFile;

  @Option(
      names = "--devices",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Devices of the fleet; default: ${DEFAULT-VALUE}. About half ever report.")
  private int devices;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Fixes the fleet; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--epsilon",
      defaultValue = "1",
      paramLabel = "E",
      converter = FleetOptions.EpsilonConverter.class,
      description = "Privacy loss of a report, a tier of the registry; default: ${DEFAULT-VALUE}.")
  private Epsilon epsilon;

  @Option(
      names = "--days",
      defaultValue = "1",
      paramLabel = "N",
      description = "Days to live; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--first-day",
      paramLabel = "DAY",
      description =
          "The first of them, such as 2027-01-31; default: so that the last one is today (UTC)."
              + " The ingest must accept reports of that age.")
  private @Nullable LocalDate firstDay;

  @Option(
      names = "--pause",
      defaultValue = "2",
      paramLabel = "SECONDS",
      description = "Time between two days, for the gate to look; default: ${DEFAULT-VALUE}.")
  private double pauseSeconds;

  @Option(
      names = "--duplicates",
      defaultValue = "0",
      paramLabel = "RATE",
      description = "Share of the reports that are sent twice; default: ${DEFAULT-VALUE}.")
  private double duplicates;

  @Option(
      names = "--malformed",
      defaultValue = "0",
      paramLabel = "RATE",
      description = "Bodies that are no report, for each report; default: ${DEFAULT-VALUE}.")
  private double malformed;

  @Option(
      names = "--invalid-harnesses",
      defaultValue = "0",
      paramLabel = "RATE",
      description =
          "Share of the candidate's devices on which the controls of a run fail; default:"
              + " ${DEFAULT-VALUE}. Well above the policy's limit the gate answers that there is no"
              + " data.")
  private double invalidHarnesses;

  @Option(names = "--json", description = "Print the totals as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, ProbeFailedException {
    MetricRegistry registry = BundledRegistry.load();
    FleetPlan plan = plan(registry);
    Faults faults = faults();
    Optional<FleetCredential> credential =
        credentialFile == null
            ? Optional.empty()
            : Optional.of(FleetCredential.fromFile(credentialFile));
    VersionCatalogue versions = measure();
    DayTally total = DayTally.NOTHING;
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      FleetDays fleet =
          new FleetDays(
              new Population(plan),
              registry,
              epsilon,
              SecureRandomness::new,
              new IngestClient(ingest, RetryPolicy.DEFAULT, credential),
              faults,
              workers);
      FlagsClient flags = new FlagsClient(gate);
      LocalDate first =
          firstDay == null ? LocalDate.now(ZoneOffset.UTC).minusDays(days - 1L) : firstDay;
      for (int number = 0; number < days; number++) {
        if (number > 0) {
          Thread.sleep(Math.round(pauseSeconds * 1000));
        }
        total = total.plus(live(fleet, flags.running(), versions, first.plusDays(number)));
      }
    }
    spec.commandLine().getOut().println(json ? TotalsText.json(total) : TotalsText.table(total));
    boolean clean = total.reports().acknowledged() == total.reports().sent();
    return clean ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private DayTally live(
      FleetDays fleet, List<RunningRollout> rollouts, VersionCatalogue versions, LocalDate day)
      throws InterruptedException, ProbeFailedException {
    DayTally total = DayTally.NOTHING;
    for (RunningRollout rollout : rollouts) {
      DayTally tally =
          fleet.live(
              rollout,
              version(versions, rollout, rollout.controlVersion()),
              version(versions, rollout, rollout.candidateVersion())
                  .withInvalidHarnesses(invalidHarnesses),
              day);
      say(
          "%s  %s at %d %%: %,d candidate and %,d control reports"
              .formatted(
                  day, rollout.id(), rollout.stagePercent(), tally.candidates(), tally.controls()));
      total = total.plus(tally);
    }
    if (rollouts.isEmpty()) {
      say(day + "  no rollout is running");
    }
    return total;
  }

  private static VersionBehaviour version(
      VersionCatalogue versions, RunningRollout rollout, String version)
      throws ProbeFailedException {
    return versions
        .find(rollout.model(), version)
        .orElseThrow(
            () ->
                new ProbeFailedException(
                    "rollout %s is about %s %s; name its file with --model (measured: %s)"
                        .formatted(
                            rollout.id(),
                            rollout.model(),
                            version,
                            String.join(", ", versions.labels()))));
  }

  private VersionCatalogue measure() throws ProbeFailedException {
    List<Suite> suites = BundledSuites.all();
    ModelProbe probe =
        new ModelProbe(file -> LlamaEngine.of(file, EngineSettings.forThisMachine()), suites);
    List<MeasuredModel> measured =
        List.copyOf(probe.measure(models, new ProbeNarration(this::say)).values());
    Calibration calibration = new Calibration(measured);
    try {
      return VersionCatalogue.of(
          measured.stream()
              .map(
                  model ->
                      calibration.behaviour(
                          model,
                          WireIdentity.of(model.identity(), model.engine()),
                          WireIdentity.of(suites)))
              .toList());
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private FleetPlan plan(MetricRegistry registry) {
    if (!registry.epsilonTiers().contains(epsilon)) {
      throw usage("--epsilon must be one of " + registry.epsilonTiers() + ", was " + epsilon);
    }
    if (days < 1 || days > 365 || !(pauseSeconds >= 0 && pauseSeconds <= 86_400)) {
      throw usage("--days must be 1 to 365 and --pause 0 to 86400");
    }
    if (!(invalidHarnesses >= 0 && invalidHarnesses <= 1)) {
      throw usage("--invalid-harnesses must be 0 to 1, was " + invalidHarnesses);
    }
    try {
      return FleetPlan.standard(seed, devices);
    } catch (IllegalArgumentException e) {
      throw usage("--" + e.getMessage());
    }
  }

  private Faults faults() {
    try {
      return new Faults(duplicates, malformed);
    } catch (IllegalArgumentException e) {
      throw usage("--duplicates and --malformed: " + e.getMessage());
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
