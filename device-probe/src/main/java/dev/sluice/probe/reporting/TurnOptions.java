package dev.sluice.probe.reporting;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.cycle.CheckedMeasurements;
import dev.sluice.probe.cycle.PairedMeasurements;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.measure.EligibilityCategory;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.releasing.ReleaseAdmission;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a report will be about; shared by the command that sends one and the one that shows it. */
public final class TurnOptions {
  private static final Pattern ROLLOUT = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "GGUF model file.")
  private Path model;

  @Option(
      names = "--compare-with",
      paramLabel = "FILE",
      description =
          "GGUF file of the version before, still on the device: runs both on the same items and "
              + "reports the difference, as a paired rollout asks for.")
  private @Nullable Path baseline;

  @Option(
      names = "--rollout",
      required = true,
      paramLabel = "ID",
      description = "What is answered once for each model version: a rollout's id.")
  private String rollout;

  @Option(
      names = "--device-class",
      required = true,
      paramLabel = "CLASS",
      description = "One of the coarse classes in the metric registry.")
  private String deviceClass;

  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description =
          "Where ledger and consent are. Never delete it: a lost ledger stops reports for 28 days, "
              + "or for good.")
  private Path dataDirectory;

  @Option(
      names = "--suite",
      defaultValue = "all",
      paramLabel = "all|ID[,ID...]|FILE.yaml",
      description = "Suites to run; default: ${DEFAULT-VALUE}.")
  private String suites;

  @Option(
      names = "--epsilon",
      defaultValue = "1",
      paramLabel = "EPSILON",
      description =
          "Privacy loss of the report, a tier of the registry; default: ${DEFAULT-VALUE}.")
  private double epsilon;

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "The model's version; default: from the file's name, else from its header.")
  private @Nullable String modelVersion;

  @Mixin private ReleaseOptions release;

  /** The data directory. */
  public Path dataDirectory() {
    return dataDirectory;
  }

  /**
   * What the options say, once they have been checked.
   *
   * @throws UnusableModelException if the model cannot be run
   * @throws IOException also if the release's manifest is not to be used, or the model is none of
   *     it
   */
  public Turn turn(MetricRegistry registry, LocalDate today)
      throws UnusableModelException, IOException {
    List<Suite> chosen = chosenSuites();
    Epsilon tier = tier(registry);
    requireKnownClass(registry);
    if (!ROLLOUT.matcher(rollout).matches()) {
      throw usage("--rollout must match " + ROLLOUT + ", was " + rollout);
    }
    Optional<ReleaseAdmission> admission = release.admission(dataDirectory);
    ModelIdentity identity = identify(model, Optional.ofNullable(modelVersion));
    Measurement.Category eligibility =
        admission.isPresent()
            ? eligibility(admission.get(), identity, chosen, today)
            : EligibilityCategory.ELIGIBLE;
    Engine engine = engine(model);
    requireDeployment(registry, engine);
    List<SuitePlan> plan = plan(chosen);
    ReportHeader header =
        new ReportHeader(
            WireIdentity.of(identity, engine.build()),
            WireIdentity.of(chosen),
            deviceClass,
            today,
            tier);
    Turn alone =
        new Turn(
            rollout,
            header,
            new CheckedMeasurements(new ModelMeasurements(engine, identity, plan), eligibility),
            admission);
    return baseline == null ? alone : compared(alone, baseline, plan);
  }

  /**
   * What stands between this device and the release. It is looked up here and used after the draw,
   * which does not depend on it.
   *
   * @throws NotEligibleException if the release is not valid today: then nobody is asked about it
   */
  private Measurement.Category eligibility(
      ReleaseAdmission admission, ModelIdentity identity, List<Suite> chosen, LocalDate today)
      throws NotEligibleException, IOException {
    String digest =
        identity
            .digest()
            .orElseThrow(() -> new IOException(model + ": no file to hold against the manifest"));
    Eligibility verdict = admission.judge(model, digest, chosen, deviceClass, today);
    if (verdict instanceof Eligibility.NotEligible not) {
      return EligibilityCategory.of(List.of(not.first()))
          .orElseThrow(
              () -> new NotEligibleException(admission.trusted().manifest().release(), not));
    }
    return EligibilityCategory.ELIGIBLE;
  }

  private static Turn compared(Turn alone, Path baseline, List<SuitePlan> plan)
      throws UnusableModelException, IOException {
    ModelIdentity identity = identify(baseline, Optional.empty());
    Engine engine = engine(baseline);
    return new Turn(
        alone.rollout(),
        alone.header().comparedWith(WireIdentity.of(identity, engine.build())),
        new PairedMeasurements(alone.measurements(), new ModelMeasurements(engine, identity, plan)),
        alone.release());
  }

  /** The slice of each suite that this turn asks about: of two models the same. */
  private static List<SuitePlan> plan(List<Suite> suites) {
    SecureRandom random = new SecureRandom();
    return suites.stream().map(suite -> SuitePlan.drawn(suite, random)).toList();
  }

  private static Engine engine(Path file) {
    return LlamaEngine.of(file, EngineSettings.forThisMachine());
  }

  private static ModelIdentity identify(Path file, Optional<String> version)
      throws UnusableModelException, IOException {
    GgufInspection inspection = GgufReader.inspect(file);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      throw new UnusableModelException(file + ": " + unusable.message());
    }
    ModelIdentity found = ModelIdentity.of(file, ((GgufInspection.Sound) inspection).model());
    return found.labelled(found.name(), version.or(found::version));
  }

  private List<Suite> chosenSuites() {
    SuiteChoice choice = SuiteChoice.parse(suites);
    if (choice instanceof SuiteChoice.Unknown unknown) {
      throw usage(unknown.message());
    }
    return ((SuiteChoice.Chosen) choice).suites();
  }

  private Epsilon tier(MetricRegistry registry) {
    return registry.epsilonTiers().stream()
        .filter(tier -> tier.value() == epsilon)
        .findFirst()
        .orElseThrow(
            () ->
                usage("--epsilon must be one of " + registry.epsilonTiers() + ", was " + epsilon));
  }

  private void requireKnownClass(MetricRegistry registry) {
    if (!registry.deviceClasses().contains(deviceClass)) {
      throw usage(
          "--device-class must be one of "
              + String.join(", ", registry.deviceClasses())
              + ", was "
              + deviceClass);
    }
  }

  /** What an edge server does is never counted as a device's, nor the other way round. */
  private void requireDeployment(MetricRegistry registry, Engine engine) {
    String engines = engine.build().deployment().wireName();
    List<String> fitting =
        registry.deviceClasses().stream()
            .filter(each -> registry.deployment(each).word().equals(engines))
            .toList();
    if (!fitting.contains(deviceClass)) {
      throw usage(
          "--device-class must be one of "
              + String.join(", ", fitting)
              + " for an engine of deployment "
              + engines
              + ", was "
              + deviceClass);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
