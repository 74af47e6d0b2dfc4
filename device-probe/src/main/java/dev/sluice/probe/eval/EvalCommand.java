package dev.sluice.probe.eval;

import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.device.local.LocalDevice;
import dev.sluice.probe.export.ExportTarget;
import dev.sluice.probe.export.ExportedRun;
import dev.sluice.probe.observation.EnergyChoice;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunPolicy;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.probe.subject.Subject;
import dev.sluice.probe.subject.SubjectOptions;
import dev.sluice.probe.subject.UnusableSubjectException;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evaluates a model file, or a model on a server. */
@Command(
    name = "eval",
    description =
        "Evaluates a model on this machine, or on a server that you name; results are sent"
            + " nowhere.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run came to its end, and no suite falls short of what is demanded of it",
      "1:the model cannot be run, a suite with demands cannot be asked, or not whole within"
          + " --time-budget, the controls or the engine's own answers show that the scores mean"
          + " nothing, an export cannot be written, or the owner said off",
      "2:the command line is wrong",
      "100:a suite falls short of its threshold, of the floor of a tag, or of a latency bound,"
          + " an answer breaks one of its gates, or the engine did not take all of its items: it"
          + " died too often, or refused some",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  probe eval --model models/tiny-1.1.0-q8_0.gguf",
      "  probe eval --model my.gguf --suite intent,json --limit 20",
      "  probe eval --model my.gguf --suite my-suite.yaml --sample 50 --seed 1",
      "  probe eval --model my.gguf --suite template:classification",
      "  probe eval --model my.gguf --suite my-suite.yaml --json > result.json",
      "  probe eval --model my.gguf --threshold 0.9 || echo 'not good enough'",
      "  probe eval --model my.gguf --export junit=results.xml \\",
      "      --export lm-eval=results.json",
      "  probe eval --server http://127.0.0.1:8080",
      "  probe eval --server https://llm.branch-7.example:8443 --deployment edge \\",
      "      --server-model qwen3-4b --api-key-file key.txt --suite my-suite.yaml",
    })
public final class EvalCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SubjectOptions model;

  @Option(
      names = "--suite",
      defaultValue = "all",
      paramLabel = "all|ID[,ID...]|template:ID|FILE.yaml",
      description = {
        "Suites that come with the probe, or files of your own; default: ${DEFAULT-VALUE} of the"
            + " bundled.",
        "Bundled: intent, json, extract, complete, rewrite, sentiment.",
        "Templates: autocomplete, classification, short-rewrite, entity-extraction,"
            + " command-parsing, local-search, draft-summary, redaction, trust-boundary.",
      })
  private String suites;

  @Mixin private SliceOptions slices;

  @Option(
      names = "--threshold",
      paramLabel = "RATE",
      description =
          "Pass rate that every suite must reach, such as 0.9; default: what each suite says.")
  private @Nullable Double threshold;

  @Option(names = "--json", description = "Print the results as JSON on standard output.")
  private boolean json;

  @Option(names = "--items", description = "List every item's outcome and answer as well.")
  private boolean items;

  @Option(
      names = "--export",
      paramLabel = "FORMAT=FILE",
      description = {
        "Write the results for another tool as well, more than once if wanted: lm-eval"
            + " (results.json),",
        "junit (XML), llama-bench (JSON lines), promptfoo (output JSON). No score of a run whose",
        "controls failed; answers only with --items."
      })
  private List<String> exports = List.of();

  @Option(
      names = "--timeout",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "Limit for one answer; default: ${DEFAULT-VALUE}.")
  private double timeoutSeconds;

  @Option(
      names = "--time-budget",
      paramLabel = "SECONDS",
      description =
          "Ask no further question after this time; what is left is skipped_by_policy, neither"
              + " passed nor failed. Default: all is asked.")
  private @Nullable Double timeBudgetSeconds;

  @Option(
      names = "--energy",
      defaultValue = "auto",
      converter = EnergyConverter.class,
      paramLabel = "METHOD",
      description = {
        "How to measure energy: auto, off, rail, rapl, fuel_gauge, or modelled=WATTS of one busy",
        "processor. With a meter the run begins after some idle seconds. Default:"
            + " ${DEFAULT-VALUE}.",
        "See docs/device-metrics.md for what each is worth.",
      })
  private EnergyChoice energy;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "For a scheduler: do nothing if the owner's choice there is 'off' (see probe consent).")
  private @Nullable Path dataDirectory;

  @Override
  public Integer call() {
    Slice slice = slices.slice();
    List<SuitePlan> plans = plans(slice);
    List<ExportTarget> targets = exportTargets();
    if (dataDirectory != null && !evaluationAllowed(dataDirectory)) {
      return ExitCode.SOFTWARE;
    }
    RunSettings patience = runSettings();
    RunPolicy policy = policy();
    Subject subject;
    try {
      subject = model.choose();
    } catch (UnusableSubjectException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
    SuiteRunner runner =
        new SuiteRunner(subject.engine(), patience, new ThisMachine(), LocalDevice.observer(energy))
            .within(policy);
    Evaluation evaluation;
    try (EvalProgress progress = EvalProgress.on(spec.commandLine().getErr(), plans)) {
      evaluation = runner.evaluate(subject.identity(), plans, progress.listener());
    }
    if (evaluation instanceof Evaluation.NotOpened notOpened) {
      return refuse(subject.label() + ": " + notOpened.refusal().reason());
    }
    RunResult result = ((Evaluation.Completed) evaluation).result();
    int exitCode = show(result, slice, plans);
    return exported(result, slice, plans, targets) ? exitCode : ExitCode.SOFTWARE;
  }

  /** Objected to before the run: nobody wants to wait for results that have nowhere to go. */
  private List<ExportTarget> exportTargets() {
    try {
      List<ExportTarget> targets = exports.stream().map(ExportTarget::parse).toList();
      ExportTarget.objectionTo(targets)
          .ifPresent(
              objection -> {
                throw usage("--export: " + objection);
              });
      return targets;
    } catch (IllegalArgumentException e) {
      throw usage("--export: " + e.getMessage());
    }
  }

  private boolean exported(
      RunResult result, Slice slice, List<SuitePlan> plans, List<ExportTarget> targets) {
    LocalDate day = LocalDate.now(ZoneOffset.UTC);
    ExportedRun run = new ExportedRun(result, plans, modelBytes(), slice.limit(), day, items);
    boolean complete = true;
    for (ExportTarget target : targets) {
      try {
        target.write(run);
        spec.commandLine().getErr().println("probe: wrote " + target.file());
      } catch (IOException e) {
        spec.commandLine().getErr().println("probe: " + e.getMessage());
        complete = false;
      }
    }
    return complete;
  }

  private OptionalLong modelBytes() {
    Optional<Path> file = model.file();
    try {
      return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private boolean evaluationAllowed(Path directory) {
    String objection;
    try {
      if (new ConsentFile(directory).effective().allowsScheduledEvaluation()) {
        return true;
      }
      objection = "the owner's choice is off, so nothing is evaluated";
    } catch (IOException e) {
      objection = String.valueOf(e.getMessage());
    }
    spec.commandLine().getErr().println("probe: " + objection);
    return false;
  }

  private List<SuitePlan> plans(Slice slice) {
    SuiteChoice choice = SuiteChoice.parse(suites);
    if (choice instanceof SuiteChoice.Unknown unknown) {
      throw usage(unknown.message());
    }
    if (threshold != null && !(threshold > 0 && threshold <= 1)) {
      throw usage("--threshold must be greater than 0 and at most 1, was " + threshold);
    }
    return ((SuiteChoice.Chosen) choice)
        .suites().stream().map(this::withThreshold).map(slice::of).toList();
  }

  private Suite withThreshold(Suite suite) {
    return threshold == null ? suite : suite.withThreshold(threshold);
  }

  private RunPolicy policy() {
    return timeBudgetSeconds == null
        ? RunPolicy.none()
        : new TimeBudget(seconds("--time-budget", timeBudgetSeconds), System::nanoTime);
  }

  private RunSettings runSettings() {
    return RunSettings.standard().withItemTimeout(seconds("--timeout", timeoutSeconds));
  }

  private Duration seconds(String option, double value) {
    if (!(value >= 0.001 && value <= 86_400)) {
      throw usage(option + " must be between 0.001 and 86400 seconds, was " + value);
    }
    return Duration.ofMillis(Math.round(value * 1_000));
  }

  private int show(RunResult result, Slice slice, List<SuitePlan> plans) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? EvalJson.render(result, slice, items) : EvalTable.render(result, items));
    out.flush();
    if (json) {
      FormatLines.shortfalls(result).forEach(spec.commandLine().getErr()::println);
    }
    return EvalExit.code(result, plans);
  }

  private int refuse(String reason) {
    spec.commandLine().getErr().println("probe: " + reason);
    return ExitCode.SOFTWARE;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
