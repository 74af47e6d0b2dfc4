package dev.sluice.probe.reporting;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.cycle.CycleOutcome;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One turn of the probe: what could not be sent before, then one report on one model version. */
@Command(
    name = "report",
    description = "Runs the suites once and sends one private number about the result.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the server has the report, or there was nothing to say",
      "1:the model or the ledger cannot be used, or the server refused the report",
      "2:the command line is wrong",
      "75:the report is in the ledger and will be sent by the next turn",
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  probe report --model models/tiny-1.1.0-q8_0.gguf --rollout r1 \\",
      "    --device-class laptop-16gb --ingest http://127.0.0.1:8080 --data-dir ~/.sluice-probe",
    })
public final class ReportCommand implements Callable<Integer> {
  private static final int REFUSED = 1;
  private static final int TRY_AGAIN = 75;

  @Spec private CommandSpec spec;

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
      names = "--ingest",
      required = true,
      paramLabel = "URL",
      description = "Where reports go, such as http://127.0.0.1:8080.")
  private URI ingest;

  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description =
          "Where the ledger is. Never delete it: a lost ledger stops reports for 28 days.")
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

  @Override
  public Integer call() throws IOException {
    MetricRegistry registry = BundledRegistry.load();
    List<Suite> chosen = chosenSuites();
    Epsilon tier = tier(registry);
    requireKnownClass(registry);
    GgufInspection inspection = GgufReader.inspect(model);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      return fail(model + ": " + unusable.message());
    }
    ModelIdentity found = ModelIdentity.of(model, ((GgufInspection.Sound) inspection).model());
    ModelIdentity identity =
        found.labelled(found.name(), Optional.ofNullable(modelVersion).or(found::version));
    LocalDate today = LocalDate.now(Clock.systemUTC());
    ReportHeader header =
        new ReportHeader(
            WireIdentity.of(identity, LlamaEngine.BUILD),
            WireIdentity.of(chosen),
            deviceClass,
            today,
            tier);
    try (LedgerFile ledger = LedgerFile.open(dataDirectory, Caps.DEFAULT, today)) {
      return turn(registry, ledger, header, new ModelMeasurements(model, identity, chosen));
    } catch (LedgerException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  private int turn(
      MetricRegistry registry, LedgerFile ledger, ReportHeader header, ModelMeasurements model)
      throws IOException {
    ReportSender sender =
        new ReportSender(ingest, RetryPolicy.DEFAULT, new SecureRandom()::nextDouble);
    ReportCycle cycle =
        new ReportCycle(
            registry, new ReportAssembler(registry, new SecureRandomness()), ledger, sender::send);
    for (Delivery earlier : cycle.resend()) {
      say("an earlier report: " + describe(earlier));
    }
    return show(cycle.run(rollout, header, model));
  }

  private int show(CycleOutcome outcome) {
    if (outcome instanceof CycleOutcome.Released released) {
      say("drew " + released.metric() + "; " + describe(released.delivery()));
      if (released.delivery() instanceof Delivery.Acknowledged) {
        return 0;
      }
      return released.delivery() instanceof Delivery.Refused ? REFUSED : TRY_AGAIN;
    }
    if (outcome instanceof CycleOutcome.BudgetRefused refused) {
      say(
          "nothing was run: "
              + refused.reason()
              + refused.allowedFrom().map(day -> "; more is allowed from " + day).orElse(""));
    } else {
      say("nothing was run: rollout " + rollout + " has been answered for this version");
    }
    return 0;
  }

  private static String describe(Delivery delivery) {
    if (delivery instanceof Delivery.Refused refused) {
      return "refused for good: " + refused.reason();
    }
    if (delivery instanceof Delivery.Deferred deferred) {
      return "kept for the next turn: " + deferred.reason();
    }
    return "the server has it";
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

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("probe: " + line);
    err.flush();
  }

  private int fail(String line) {
    say(line);
    return REFUSED;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
