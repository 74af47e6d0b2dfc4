package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.loading.BundledSuites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A child that is killed, stops or gets no memory: one item says so, and the next one runs. */
class BrokenChildIT {
  /** With the next answer of a child that lives, however busy the machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @AfterEach
  void leaveNothing() {
    assertThat(children()).isEmpty();
  }

  @ParameterizedTest
  @Timeout(600)
  @CsvSource({"KILL, ENGINE_CRASH", "ABRT, ENGINE_CRASH", "STOP, TIMEOUT"})
  void evaluate_childGetsSignal_nextItemRuns(String signal, ItemOutcome expected)
      throws IOException {
    SuitePlan plan = SuitePlan.first(BundledSuites.all().get(0), 6);
    BreakAfter breaker = new BreakAfter(plan.suite().controls().size() + 2, signal);

    RunResult result = evaluate(plan, breaker);

    List<ItemOutcome> outcomes =
        result.suites().get(0).items().stream().map(ItemResult::outcome).toList();
    // The child may already have answered the next item, which it is given ahead of time.
    int hit = outcomes.indexOf(expected);
    assertThat(hit).isBetween(2, 3);
    assertThat(outcomes.subList(hit + 1, 6))
        .doesNotContain(expected)
        .doesNotContain(ItemOutcome.SKIPPED);
    assertThat(result.circumstances().engineRestarts()).isEqualTo(1);
  }

  /** The limit is set between loading and a prompt, whose last step needs another buffer. */
  @Test
  void generate_childGetsNoMoreMemory_isOutOfMemoryAndNextModelRuns() throws IOException {
    Path model =
        new GeneratedModel(2, 1_024, 2_816, 16, 4, 4_096, GeneratedModel.Weights.Q8_0)
            .writeTo(directory.resolve("generated.gguf"));

    try (ModelSession session = open(model, 4_096)) {
      run("prlimit", "--pid", childId(), "--as=1048576");
      assertThat(session.generate(request("\u0001".repeat(4_000))))
          .isInstanceOf(Generation.OutOfMemory.class);
    }
    try (ModelSession session = open(TinyModels.good(), 256)) {
      assertThat(session.generate(request("intent: play jazz\n")))
          .isInstanceOf(Generation.Completed.class);
    }
  }

  private static RunResult evaluate(SuitePlan plan, RunListener listener) throws IOException {
    SuiteRunner runner =
        new SuiteRunner(
            LlamaEngine.of(TinyModels.good(), EngineSettings.forProcessors(2)),
            RunSettings.standard().withItemTimeout(PATIENCE),
            new ThisMachine());
    Path model = TinyModels.good();
    ModelIdentity identity =
        ModelIdentity.of(model, ((GgufInspection.Sound) GgufReader.inspect(model)).model());
    return ((Evaluation.Completed) runner.evaluate(identity, List.of(plan), listener)).result();
  }

  private static ModelSession open(Path model, int context) {
    Opening opening =
        LlamaEngine.of(model, EngineSettings.forProcessors(2).withContextTokens(context)).open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    return ((Opening.Opened) opening).session();
  }

  private static CompletionRequest request(String prompt) {
    return new CompletionRequest(Prompt.text(prompt), 8, List.of(), Duration.ofMinutes(2));
  }

  /** Sends the child a signal once that many questions are done with. */
  private static final class BreakAfter implements RunListener {
    private final String signal;
    private int left;

    private BreakAfter(int questions, String signal) {
      this.left = questions;
      this.signal = signal;
    }

    @Override
    public void questionFinished(SuitePlan plan, ItemOutcome outcome) {
      left--;
      if (left == 0) {
        Signals.send(children().get(0), signal);
      }
    }
  }

  private static void run(String... command) {
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String childId() {
    return String.valueOf(children().get(0).pid());
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }
}
