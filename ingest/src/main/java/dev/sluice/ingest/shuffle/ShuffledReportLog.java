package dev.sluice.ingest.shuffle;

import dev.sluice.ingest.intake.AdmittedReport;
import dev.sluice.ingest.intake.ReportLog;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A log before a log: holds reports until there are enough, and appends them to the other in random
 * order. Nobody is told that a report is stored before the other log says so.
 *
 * <p>It holds less than one minimum, and no more than the intake lets wait. Reports that waited the
 * longest time go on although they are fewer, and are counted as a short batch: so it can be seen
 * how often the promise was not kept.
 */
public final class ShuffledReportLog implements ReportLog {
  private final ReportLog log;
  private final ShuffleRule rule;
  private final RandomGenerator random;
  private final Delay delay;
  private final Counter batches;
  private List<Held> held = new ArrayList<>();
  private boolean hasty;

  /** Runs something later, once. */
  public interface Delay {
    void after(Duration time, Runnable work);
  }

  /** Reports that arrived together, and who waits for them. */
  private record Arrival(List<AdmittedReport> reports, Consumer<BitSet> whenSettled) {}

  private record Held(Arrival arrival, int position) {
    AdmittedReport report() {
      return arrival.reports().get(position);
    }
  }

  /**
   * A shuffle before a log, which is closed with it.
   *
   * @param random decides about the order; unpredictable outside of tests
   */
  public ShuffledReportLog(
      ReportLog log,
      ShuffleRule rule,
      RandomGenerator random,
      Delay delay,
      PrometheusRegistry metrics) {
    this.log = log;
    this.rule = rule;
    this.random = random;
    this.delay = delay;
    this.batches =
        Counter.builder()
            .name("sluice_ingest_shuffle_batches")
            .help("Batches handed on in random order: whole, or short because time was up.")
            .labelNames("size")
            .register(metrics);
    batches.initLabelValues("whole");
    batches.initLabelValues("short");
    GaugeWithCallback.builder()
        .name("sluice_ingest_shuffle_held")
        .help("Reports that are held back.")
        .callback(callback -> callback.call(held()))
        .register(metrics);
  }

  private synchronized int held() {
    return held.size();
  }

  @Override
  public void append(List<AdmittedReport> reports, Consumer<BitSet> whenSettled) {
    List<Held> due = hold(new Arrival(reports, whenSettled));
    if (!due.isEmpty()) {
      handOn(due);
    }
  }

  /** What is due now. */
  private synchronized List<Held> hold(Arrival arrival) {
    boolean first = held.isEmpty();
    for (int position = 0; position < arrival.reports().size(); position++) {
      held.add(new Held(arrival, position));
    }
    if (hasty || held.size() >= rule.minimum()) {
      return takeHeld();
    }
    if (first) {
      List<Held> beginning = held;
      delay.after(rule.longestHold(), () -> timeIsUp(beginning));
    }
    return List.of();
  }

  private synchronized List<Held> takeHeld() {
    List<Held> taken = held;
    held = new ArrayList<>();
    return taken;
  }

  private void timeIsUp(List<Held> beginning) {
    List<Held> due;
    synchronized (this) {
      due = held == beginning ? takeHeld() : List.of();
    }
    if (!due.isEmpty()) {
      handOn(due);
    }
  }

  private void handOn(List<Held> due) {
    batches.labelValues(due.size() >= rule.minimum() ? "whole" : "short").inc();
    for (int last = due.size() - 1; last > 0; last--) { // Fisher and Yates
      int other = random.nextInt(last + 1);
      Held swapped = due.get(last);
      due.set(last, due.get(other));
      due.set(other, swapped);
    }
    log.append(due.stream().map(Held::report).toList(), failed -> settle(due, failed));
  }

  /** All reports of an arrival are in one batch: one look settles everybody who waits. */
  private static void settle(List<Held> handedOn, BitSet failed) {
    IdentityHashMap<Arrival, BitSet> outcomes = new IdentityHashMap<>();
    for (int i = 0; i < handedOn.size(); i++) {
      Held each = handedOn.get(i);
      BitSet outcome = outcomes.computeIfAbsent(each.arrival(), arrival -> new BitSet(0));
      outcome.set(each.position(), failed.get(i));
    }
    outcomes.forEach((arrival, outcome) -> arrival.whenSettled().accept(outcome));
  }

  @Override
  public CompletionStage<Readiness> readiness() {
    return log.readiness();
  }

  @Override
  public void hasten() {
    List<Held> due;
    synchronized (this) {
      hasty = true;
      due = takeHeld();
    }
    if (!due.isEmpty()) {
      handOn(due);
    }
    log.hasten();
  }

  @Override
  public void close() {
    hasten();
    log.close();
  }
}
