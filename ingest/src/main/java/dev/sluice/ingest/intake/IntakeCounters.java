package dev.sluice.ingest.intake;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Counts what became of reports since the start of the process. At rest, received = accepted + all
 * rejected + all deferred.
 *
 * <p>A body that is refused before it can be divided into reports counts as one report.
 */
public final class IntakeCounters {
  private final PrometheusRegistry registry;
  private final CounterDataPoint received;
  private final CounterDataPoint accepted;

  /** By the place of the report's registry. */
  private final List<CounterDataPoint> admitted;

  private final Map<Problem, CounterDataPoint> refused = new EnumMap<>(Problem.class);
  private final Backlog backlog;

  /**
   * Counters that start at 0.
   *
   * @param registry where they are published
   * @param backlog what is published beside them
   * @param admissible the metric registries whose reports are admitted
   */
  IntakeCounters(PrometheusRegistry registry, Backlog backlog, Registries admissible) {
    this.registry = registry;
    this.backlog = backlog;
    this.received =
        counter("sluice_ingest_reports_received", "Reports received, whatever became of them.");
    this.accepted = counter("sluice_ingest_reports_accepted", "Reports that the log acknowledged.");
    Counter byRegistry =
        Counter.builder()
            .name("sluice_ingest_reports_admitted")
            .help("Reports that went on to the log, by how the digest of their registry begins.")
            .labelNames("registry")
            .register(registry);
    this.admitted =
        admissible.all().stream()
            .map(MetricRegistry::digestPrefix)
            .<CounterDataPoint>map(byRegistry::labelValues)
            .toList();
    Counter rejections =
        byReason("sluice_ingest_reports_rejected", "Reports that will never be taken.");
    Counter deferrals =
        byReason("sluice_ingest_reports_deferred", "Reports that their sender may send again.");
    Counter senders =
        byReason("sluice_ingest_senders_refused", "Requests whose sender may not send.");
    for (Problem problem : Problem.values()) {
      Counter aboutReports = problem.retryable() ? deferrals : rejections;
      Counter kind = problem.isAboutTheSender() ? senders : aboutReports;
      refused.put(problem, kind.labelValues(problem.slug()));
    }
    gauge(
        "sluice_ingest_reports_unacknowledged", "Reports that wait for the log.", backlog::waiting);
    gauge("sluice_ingest_reports_unacknowledged_limit", "Most that may wait.", backlog::limit);
  }

  /** Counts a request whose sender may not send: no report of it was received. */
  public void refusedSender(Problem problem) {
    refused(problem).inc();
  }

  /** Counts reports that were received, and refused as a whole before any of them was read. */
  public void refusedUnread(int reports, Problem problem) {
    received.inc(reports);
    refused(problem).inc(reports);
  }

  /** Counts a request's body that was refused as a whole. */
  public void refusedBody(Problem problem) {
    received.inc();
    refused(problem).inc();
  }

  /** Reports received. */
  public long received() {
    return received.getLongValue();
  }

  /** Reports acknowledged. */
  public long accepted() {
    return accepted.getLongValue();
  }

  /**
   * Reports rejected, or deferred if the problem is retryable, for one reason; requests, if the
   * reason is the sender.
   */
  public long refusals(Problem problem) {
    return refused(problem).getLongValue();
  }

  /** Reports that wait for the log now. */
  public int waiting() {
    return backlog.waiting();
  }

  void received(int reports) {
    received.inc(reports);
  }

  void admitted(int registryPlace) {
    admitted.get(registryPlace).inc();
  }

  void acknowledged(int reports) {
    accepted.inc(reports);
  }

  void rejected(Problem reason) {
    refused(reason).inc();
  }

  void unacknowledged(int reports) {
    refused(Problem.LOG_UNAVAILABLE).inc(reports);
  }

  void queueFull(int reports) {
    received.inc(reports);
    refused(Problem.QUEUE_FULL).inc(reports);
  }

  private CounterDataPoint refused(Problem problem) {
    CounterDataPoint counter = refused.get(problem);
    if (counter == null) {
      throw new AssertionError("every problem has its counter");
    }
    return counter;
  }

  private CounterDataPoint counter(String name, String help) {
    return Counter.builder().name(name).help(help).register(registry);
  }

  private Counter byReason(String name, String help) {
    return Counter.builder().name(name).help(help).labelNames("reason").register(registry);
  }

  private void gauge(String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsInt()))
        .register(registry);
  }
}
