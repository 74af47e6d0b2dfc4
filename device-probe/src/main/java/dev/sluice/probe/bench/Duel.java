package dev.sluice.probe.bench;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.llama.BareBinding;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows a run that asks the same suites again and again, and has the bare binding ask the same in
 * between, pass by pass: what else the machine does then meets both sides. In the first passes both
 * warm up, and the bare binding follows, for it learns the prompts from the run. In the others,
 * which count, they go first by turns.
 */
final class Duel implements RunListener {
  private final int suites;
  private final Passes passes;
  private final RecordingEngine engine;
  private final BareBinding bare;
  private final List<Generation> generations = new ArrayList<>();
  private final List<String> bareAnswers = new ArrayList<>();
  private List<CompletionRequest> prompts = List.of();
  private Duration probeTime = Duration.ZERO;
  private Duration bareTime = Duration.ZERO;
  private List<TokenCounts> bareCounts = List.of();
  private int finished;
  private long begun;

  /**
   * A duel.
   *
   * @param suites how many are in one pass
   * @param passes how often the run asks them, one pass after the other
   * @param engine what the run asks
   */
  Duel(int suites, Passes passes, RecordingEngine engine, BareBinding bare) {
    this.suites = suites;
    this.passes = passes;
    this.engine = engine;
    this.bare = bare;
  }

  @Override
  public void suiteStarted(SuitePlan plan) {
    if (finished % suites == 0) {
      if (passes.bareFirst(pass())) {
        askBare();
      }
      beginPass();
    }
  }

  private void beginPass() {
    engine.forget();
    if (!prompts.isEmpty()) {
      engine.pauseAfter(prompts.size());
    }
    begun = System.nanoTime();
  }

  @Override
  public void suiteFinished(SuiteResult result) {
    if ((finished + 1) % suites == 0) {
      endPass(System.nanoTime() - begun);
    }
    finished++;
  }

  private void endPass(long nanos) {
    List<RecordingEngine.Exchange> exchanges = engine.exchanges();
    if (timed()) {
      probeTime = probeTime.plusNanos(nanos);
      exchanges.forEach(exchange -> generations.add(exchange.generation()));
    } else {
      prompts = exchanges.stream().map(RecordingEngine.Exchange::request).toList();
    }
    if (!passes.bareFirst(pass())) {
      askBare();
    }
  }

  /** Call at the end of the run. */
  void finish() throws InterruptedException {
    List<TokenCounts> all = bare.counts();
    bareCounts = all.isEmpty() ? all : all.subList(passes.warmUps() * prompts.size(), all.size());
  }

  /** What the probe did in the passes that count; answers that failed are missing from it. */
  Work probe() {
    List<Generation.Completed> answers =
        generations.stream()
            .filter(Generation.Completed.class::isInstance)
            .map(Generation.Completed.class::cast)
            .toList();
    return Work.of(
        answers.stream().map(Generation.Completed::text).toList(),
        answers.stream()
            .map(answer -> answer.timings().counts())
            .flatMap(Optional::stream)
            .toList(),
        probeTime,
        passes.timed());
  }

  /** What the bare binding did in them. */
  Work bare() {
    return Work.of(bareAnswers, bareCounts, bareTime, passes.timed());
  }

  private int pass() {
    return finished / suites;
  }

  private boolean timed() {
    return passes.counts(pass());
  }

  private void askBare() {
    BareBinding.Pass pass;
    try {
      pass = bare.ask(prompts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bench was interrupted", e);
    }
    if (timed()) {
      bareAnswers.addAll(pass.answers());
      bareTime = bareTime.plus(pass.wallTime());
    }
  }
}
