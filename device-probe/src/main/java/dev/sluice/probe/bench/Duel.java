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
 * Follows a run that asks every suite twice, and has the bare binding ask the same in between: what
 * else the machine does then meets both sides. In the first pass both warm up, and the bare binding
 * follows, for it learns the prompts from the run. In the second, which counts, they go first by
 * turns.
 */
final class Duel implements RunListener {
  private final int suites;
  private final RecordingEngine engine;
  private final BareBinding bare;
  private final List<List<CompletionRequest>> prompts = new ArrayList<>();
  private final List<Generation> generations = new ArrayList<>();
  private final List<String> bareAnswers = new ArrayList<>();
  private Duration probeTime = Duration.ZERO;
  private Duration bareTime = Duration.ZERO;
  private List<TokenCounts> bareCounts = List.of();
  private int finished;
  private long begun;

  /**
   * A duel.
   *
   * @param suites how many are in one pass
   * @param engine what the run asks
   */
  Duel(int suites, RecordingEngine engine, BareBinding bare) {
    this.suites = suites;
    this.engine = engine;
    this.bare = bare;
  }

  @Override
  public void suiteStarted(SuitePlan plan) {
    if (timed() && bareFirst()) {
      askBare();
    }
    engine.forget();
    begun = System.nanoTime();
  }

  @Override
  public void suiteFinished(SuiteResult result) {
    long nanos = System.nanoTime() - begun;
    List<RecordingEngine.Exchange> exchanges = engine.exchanges();
    if (timed()) {
      probeTime = probeTime.plusNanos(nanos);
      exchanges.forEach(exchange -> generations.add(exchange.generation()));
    } else {
      prompts.add(exchanges.stream().map(RecordingEngine.Exchange::request).toList());
    }
    if (!timed() || !bareFirst()) {
      askBare();
    }
    finished++;
  }

  /** Call at the end of the run. */
  void finish() throws InterruptedException {
    List<TokenCounts> all = bare.counts();
    bareCounts = all.subList(all.size() / 2, all.size());
  }

  /** What the probe did in the second pass; answers that failed are missing from it. */
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
        probeTime);
  }

  /** What the bare binding did in the second pass. */
  Work bare() {
    return Work.of(bareAnswers, bareCounts, bareTime);
  }

  private boolean timed() {
    return finished >= suites;
  }

  private boolean bareFirst() {
    return finished % 2 == 0;
  }

  private void askBare() {
    BareBinding.Pass pass;
    try {
      pass = bare.ask(prompts.get(finished % suites));
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
