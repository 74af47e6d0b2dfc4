package dev.sluice.probe.bench;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.BareBinding;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the probe costs beside the bare binding. */
@Command(
    name = "bench",
    description = {
      "Measures what the probe costs.",
      "Its speed beside the bare binding's on the same prompts, the processor time of a report, the"
          + " memory of its own process, the size of its jars.",
      "Nothing leaves the machine.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was measured; whether limits are kept is in the output",
      "1:the model cannot be used, or no round could be measured",
      "2:the command line is wrong",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  probe bench --json",
      "  probe bench --model my.gguf --rounds 3 --items 60",
      "",
      "Both sides take turns, suite by suite, so that ratios hold on a noisy machine",
      "better than speeds do. The smaller the model, the more everything beside it",
      "weighs: the bundled ones of a megabyte are the hardest case.",
    })
public final class BenchCommand implements Callable<Integer> {
  private static final String DEFAULT_MODEL = "models/tiny-1.1.0-q8_0.gguf";

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "GGUF model file; default: a tiny one of the checkout, if there is one.")
  private @Nullable Path model;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "How often both sides are measured; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--items",
      defaultValue = "200",
      paramLabel = "N",
      description =
          "Items of one eval, spread over the suites; default: ${DEFAULT-VALUE}. A round asks "
              + "them 7 to 31 times, the more the faster the model is.")
  private int items;

  @Option(
      names = "--suite",
      defaultValue = "all",
      paramLabel = "all|ID[,ID...]|template:ID|FILE.yaml",
      description =
          "Suites to take them from: bundled ones by id, templates ('eval --help' has both), or"
              + " suite files; default: ${DEFAULT-VALUE} of the bundled.")
  private String suites;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute; default: all processors but one.")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "Print the figures as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    List<SuitePlan> plans = plans();
    EngineSettings settings = settings();
    Path file = modelFile();
    GgufInspection inspection = GgufReader.inspect(file);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      return fail(file + ": " + unusable.message());
    }
    MachineFacts machine = MachineFacts.now();
    if (machine.busy()) {
      say(
          "the machine is busy (load average %.1f on %d processors): look at ratios, and run again"
              .formatted(machine.loadAverage().orElse(0), machine.processors()));
    }
    try {
      ModelIdentity identity = ModelIdentity.of(file, ((GgufInspection.Sound) inspection).model());
      return measure(file, identity, plans, settings, machine);
    } catch (IOException e) {
      return fail(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }

  private int measure(
      Path file,
      ModelIdentity identity,
      List<SuitePlan> plans,
      EngineSettings settings,
      MachineFacts machine)
      throws IOException, InterruptedException {
    say("rehearsing");
    RecordingEngine engine = new RecordingEngine(LlamaEngine.of(file, settings));
    Evaluation rehearsal =
        new SuiteRunner(engine, RunSettings.standard(), new ThisMachine())
            .evaluate(identity, plans, RunListener.silent());
    if (rehearsal instanceof Evaluation.NotOpened notOpened) {
      return fail(file + ": " + notOpened.refusal().reason());
    }
    RunResult result = ((Evaluation.Completed) rehearsal).result();
    List<RecordingEngine.Exchange> asked = engine.exchanges();
    if (!asked.stream().allMatch(e -> e.generation() instanceof Generation.Completed)) {
      return fail(file + ": it does not answer every prompt; see 'probe eval' for why");
    }
    if (!asked.stream().allMatch(e -> BareBinding.canAsk(e.request()))) {
      return fail("these suites ask what the bare loop cannot; leave them out with --suite");
    }
    BenchPlan plan =
        new BenchPlan(file, suites, items, settings.withContextTokens(contextTokens(result)));
    List<ProbeRun> all = new Bench(plan, this::say).run(rounds);
    List<ProbeRun> comparable = all.stream().filter(ProbeRun::comparable).toList();
    if (comparable.isEmpty()) {
      return fail("the probe and the bare binding did not do the same in any round");
    }
    DistributionSize size = DistributionSize.ofClassPath(System.getProperty("java.class.path", ""));
    show(
        new BenchResult(
            identity,
            result.engine(),
            result.items(),
            comparable.get(0).bare(),
            all.size() - comparable.size(),
            Figures.of(comparable, size),
            machine));
    return ExitCode.OK;
  }

  private static int contextTokens(RunResult result) {
    return result.engine().build().configuration().contextTokens().orElseThrow();
  }

  private List<SuitePlan> plans() {
    requireRange("--rounds", rounds, 1, 100);
    requireRange("--items", items, 1, 10_000);
    SuiteChoice choice = SuiteChoice.parse(suites);
    if (choice instanceof SuiteChoice.Unknown unknown) {
      throw usage(unknown.message());
    }
    return BenchPlan.plans(((SuiteChoice.Chosen) choice).suites(), items);
  }

  private EngineSettings settings() {
    EngineSettings settings =
        EngineSettings.forProcessors(Runtime.getRuntime().availableProcessors());
    try {
      return threads == null ? settings : settings.withThreads(threads);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private Path modelFile() {
    if (model != null) {
      return model;
    }
    Path bundled = Path.of(System.getProperty("sluice.home", ""), DEFAULT_MODEL);
    if (!Files.isRegularFile(bundled)) {
      throw usage("--model is needed: there is no " + bundled);
    }
    return bundled;
  }

  private void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw usage("%s must be between %d and %d, was %d".formatted(name, min, max, value));
    }
  }

  private void show(BenchResult result) {
    spec.commandLine()
        .getOut()
        .println(json ? BenchJson.render(result) : BenchTable.render(result));
    spec.commandLine().getOut().flush();
  }

  private void say(String line) {
    spec.commandLine().getErr().println("bench: " + line);
    spec.commandLine().getErr().flush();
  }

  private int fail(String line) {
    say(line);
    return ExitCode.SOFTWARE;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
