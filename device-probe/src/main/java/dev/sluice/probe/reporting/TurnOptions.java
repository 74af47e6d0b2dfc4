package dev.sluice.probe.reporting;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.cycle.CheckedMeasurements;
import dev.sluice.probe.cycle.PairedMeasurements;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.measure.EligibilityCategory;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.RunTerms;
import dev.sluice.probe.releasing.ReleaseAdmission;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.subject.ModelFile;
import dev.sluice.probe.subject.Subject;
import dev.sluice.probe.subject.SubjectOptions;
import dev.sluice.probe.subject.UnusableSubjectException;
import dev.sluice.schemas.ReportedModel;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

  @Mixin private SubjectOptions model;

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
      paramLabel = "all|ID[,ID...]|template:ID|FILE.yaml",
      description =
          "Bundled suites by id, templates ('eval --help' has both), or suite files; default:"
              + " ${DEFAULT-VALUE} of the bundled.")
  private String suites;

  @Option(
      names = "--epsilon",
      defaultValue = "1",
      paramLabel = "EPSILON",
      description =
          "Privacy loss of the report, a tier of the registry; default: ${DEFAULT-VALUE}.")
  private double epsilon;

  @Mixin private ReleaseOptions release;

  /** The data directory. */
  public Path dataDirectory() {
    return dataDirectory;
  }

  /**
   * What the options say, once they have been checked.
   *
   * @throws UnusableSubjectException if the model cannot be run
   * @throws IOException if the release's manifest is not to be used, or the model is none of it
   */
  public Turn turn(MetricRegistry registry, LocalDate today)
      throws UnusableSubjectException, IOException {
    List<Suite> chosen = chosenSuites();
    Epsilon tier = tier(registry);
    requireKnownClass(registry);
    if (!ROLLOUT.matcher(rollout).matches()) {
      throw usage("--rollout must match " + ROLLOUT + ", was " + rollout);
    }
    if (model.isServed() && baseline != null) {
      throw usage("--compare-with runs two files; a server runs its own model");
    }
    Optional<ReleaseAdmission> admission = release.admission(dataDirectory);
    UnaryOperator<EngineSettings> settings =
        admission
            .<UnaryOperator<EngineSettings>>map(each -> each::settings)
            .orElse(UnaryOperator.identity());
    Subject subject = model.choose(settings);
    requireDeployment(registry, subject.engine());
    requireRoom("--model-version", subject);
    String digest = digest(subject);
    Optional<NotEligibleException> objection =
        admission.isPresent()
            ? objection(admission.get(), subject, digest, chosen, today)
            : Optional.empty();
    List<SuitePlan> plan = plan(chosen);
    ReportHeader header =
        new ReportHeader(
            WireIdentity.of(subject.identity(), subject.engine().build()),
            WireIdentity.of(chosen),
            deviceClass,
            today,
            tier);
    Turn alone =
        new Turn(
            rollout,
            header,
            new CheckedMeasurements(new ModelMeasurements(subject, plan), eligibility(objection)),
            objection.map(each -> String.valueOf(each.getMessage())),
            admission);
    return baseline == null ? alone : compared(alone, baseline, settings, plan);
  }

  /**
   * As what this device is counted. It is looked up before the draw and used after it; the draw
   * does not depend on it.
   *
   * @throws NotEligibleException if the release is not valid today: then nobody is asked about it
   */
  private static Measurement.Category eligibility(Optional<NotEligibleException> objection)
      throws NotEligibleException {
    if (objection.isEmpty()) {
      return EligibilityCategory.ELIGIBLE;
    }
    Optional<Measurement.Category> counted =
        EligibilityCategory.of(List.of(objection.get().first()));
    if (counted.isEmpty()) {
      throw objection.get();
    }
    return counted.get();
  }

  /** What stands between this device and the release. */
  private Optional<NotEligibleException> objection(
      ReleaseAdmission admission,
      Subject subject,
      String digest,
      List<Suite> chosen,
      LocalDate today)
      throws IOException {
    Path file =
        model
            .file()
            .orElseThrow(
                () -> usage("--manifest is held against a file: name it with --model FILE"));
    Eligibility verdict =
        admission.judge(file, digest, chosen, deviceClass, today, terms(subject.engine()));
    return verdict instanceof Eligibility.NotEligible not
        ? Optional.of(new NotEligibleException(admission.trusted().manifest().release(), not))
        : Optional.empty();
  }

  /** Of a server's context that it does not tell nobody can say that it is too short. */
  private RunTerms terms(Engine engine) {
    if (!model.isServed()) {
      return ReleaseAdmission.terms(model.engineSettings());
    }
    EngineConfiguration served = engine.build().configuration();
    return new RunTerms(
        served.contextTokens().orElse(RunTerms.open().mostContextTokens()),
        served.cacheType().orElse(RunTerms.open().cacheType()));
  }

  private Turn compared(
      Turn alone, Path file, UnaryOperator<EngineSettings> settings, List<SuitePlan> plan)
      throws UnusableSubjectException {
    Subject before =
        new Subject(
            file.toString(),
            model.named(ModelFile.identify(file)),
            LlamaEngine.of(file, settings.apply(model.engineSettings())));
    requireRoom("--compare-with", before);
    ReportedModel other = WireIdentity.of(before.identity(), before.engine().build());
    String name = alone.header().model().getName();
    if (!other.getName().equals(name)) {
      throw usage(
          ("--compare-with takes another version of %s, and %s is %s; if it is one, say so with"
                  + " --model-name, which then names both")
              .formatted(name, file, other.getName()));
    }
    return new Turn(
        alone.rollout(),
        alone.header().comparedWith(other),
        new PairedMeasurements(alone.measurements(), new ModelMeasurements(before, plan)),
        alone.objection(),
        alone.release());
  }

  private void requireRoom(String option, Subject subject) {
    Optional<String> objection = WireIdentity.objection(subject.identity());
    if (objection.isPresent()) {
      throw usage(option + ": " + objection.get());
    }
  }

  /** A server does not tell it, and without it nobody knows which model a report is about. */
  private static String digest(Subject subject) throws UnusableSubjectException {
    return subject
        .identity()
        .digest()
        .orElseThrow(
            () ->
                new UnusableSubjectException(
                    subject.label()
                        + ": a report needs the digest of the model, which a server does not tell;"
                        + " state it with --model-digest sha256:..., or name the file that is"
                        + " loaded: --model FILE"));
  }

  /** The slice of each suite that this turn asks about: of two models the same. */
  private static List<SuitePlan> plan(List<Suite> suites) {
    SecureRandom random = new SecureRandom();
    return suites.stream().map(suite -> SuitePlan.drawn(suite, random)).toList();
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
