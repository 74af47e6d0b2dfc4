package dev.sluice.probe.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.llama.BareBinding;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.llama.ResidentMemory;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** A process that is the probe for one round: the program behind {@link ProbeSide}. */
final class ProbeRound {
  private static final int LATER_REPORTS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final BenchPlan plan;
  private final ModelIdentity identity;
  private final EngineBuild build;
  private final List<SuitePlan> suites;

  private ProbeRound(BenchPlan plan) throws IOException {
    this.plan = plan;
    this.suites = plan.plans();
    this.identity = identify(plan.model());
    this.build = engine().build();
  }

  /**
   * Does what the arguments of {@link ProbeSide} say.
   *
   * @param arguments directory for the result and for ledgers, then the plan
   */
  public static void main(String[] arguments)
      throws IOException, LedgerException, InterruptedException {
    exitWithParent();
    Path directory = Path.of(arguments[0]);
    ProbeRun run = new ProbeRound(plan(arguments)).measure(directory);
    new ObjectMapper().writeValue(directory.resolve(ProbeSide.RESULT).toFile(), run);
    System.exit(0);
  }

  private ProbeRun measure(Path directory)
      throws IOException, LedgerException, InterruptedException {
    Evaluation cold = evaluate(engine(), suites, RunListener.silent());
    long evalCpu = SYSTEM.getProcessCpuTime();
    long firstReport = reportCpu(directory.resolve("ledger-first"), cold);
    OptionalLong peak = ResidentMemory.kernelPeakBytes(ProcessHandle.current().pid());
    Duel duel = duel(Passes.of(result(cold).circumstances().wallTime()));
    return new ProbeRun(
        duel.probe(),
        duel.bare(),
        evalCpu,
        result(cold).usage().cpuTime().map(Duration::toNanos).orElse(null),
        firstReport,
        laterReportsCpu(directory, cold) / LATER_REPORTS,
        peak.isPresent() ? (Long) peak.getAsLong() : null);
  }

  private long reportCpu(Path ledger, Evaluation evaluation) throws IOException, LedgerException {
    long before = SYSTEM.getProcessCpuTime();
    OneReport.make(ledger, identity, build, suites, evaluation);
    return SYSTEM.getProcessCpuTime() - before;
  }

  /** Of all of them together: the system counts in steps that one may take less than. */
  private long laterReportsCpu(Path directory, Evaluation evaluation)
      throws IOException, LedgerException {
    long cpu = 0;
    for (int i = 0; i < LATER_REPORTS; i++) {
      cpu += reportCpu(directory.resolve("ledger-" + i), evaluation);
    }
    return cpu;
  }

  /** Both sides by turns, warm. */
  private Duel duel(Passes passes) throws IOException, InterruptedException {
    RecordingEngine engine = new RecordingEngine(engine());
    try (BareBinding bare = BareBinding.open(plan.model(), plan.settings(), LIMIT)) {
      Duel duel = new Duel(suites.size(), passes, engine, bare);
      evaluate(
          engine,
          Collections.nCopies(passes.all(), suites).stream().flatMap(List::stream).toList(),
          duel);
      duel.finish();
      return duel;
    }
  }

  private Engine engine() {
    return LlamaEngine.of(plan.model(), plan.settings());
  }

  private Evaluation evaluate(Engine engine, List<SuitePlan> plans, RunListener listener) {
    return new SuiteRunner(engine, RunSettings.standard(), new ThisMachine())
        .evaluate(identity, plans, listener);
  }

  private static RunResult result(Evaluation evaluation) {
    if (evaluation instanceof Evaluation.Completed completed) {
      return completed.result();
    }
    throw new IllegalStateException("the model could be opened before and cannot now");
  }

  private static BenchPlan plan(String[] arguments) {
    EngineSettings settings =
        EngineSettings.forProcessors(1)
            .withThreads(Integer.parseInt(arguments[4]))
            .withContextTokens(Integer.parseInt(arguments[5]));
    return new BenchPlan(
        Path.of(arguments[1]), arguments[2], Integer.parseInt(arguments[3]), settings);
  }

  private static ModelIdentity identify(Path model) throws IOException {
    if (GgufReader.inspect(model) instanceof GgufInspection.Sound sound) {
      return ModelIdentity.of(model, sound.model());
    }
    throw new IOException("the model file was sound before and is not now");
  }

  /** The end of the input is how the parent's death shows; the exit ends the engine too. */
  private static void exitWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever sent.
                }
              } catch (IOException ignored) {
                // As good as the end.
              }
              System.exit(1);
            },
            "bench-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
