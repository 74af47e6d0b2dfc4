package dev.sluice.probe.reporting;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

  /** The data directory. */
  public Path dataDirectory() {
    return dataDirectory;
  }

  /**
   * What the options say, once they have been checked.
   *
   * @throws UnusableModelException if the model cannot be run
   */
  public Turn turn(MetricRegistry registry, LocalDate today)
      throws UnusableModelException, IOException {
    List<Suite> chosen = chosenSuites();
    Epsilon tier = tier(registry);
    requireKnownClass(registry);
    if (!ROLLOUT.matcher(rollout).matches()) {
      throw usage("--rollout must match " + ROLLOUT + ", was " + rollout);
    }
    ModelIdentity identity = identify();
    ReportHeader header =
        new ReportHeader(
            WireIdentity.of(identity, LlamaEngine.BUILD),
            WireIdentity.of(chosen),
            deviceClass,
            today,
            tier);
    return new Turn(rollout, header, new ModelMeasurements(model, identity, chosen));
  }

  private ModelIdentity identify() throws UnusableModelException, IOException {
    GgufInspection inspection = GgufReader.inspect(model);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      throw new UnusableModelException(model + ": " + unusable.message());
    }
    ModelIdentity found = ModelIdentity.of(model, ((GgufInspection.Sound) inspection).model());
    return found.labelled(found.name(), Optional.ofNullable(modelVersion).or(found::version));
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

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
