package dev.sluice.standalone.chaos;

import dev.sluice.standalone.chaos.oracle.Comparison;
import dev.sluice.standalone.chaos.oracle.Expectation;
import dev.sluice.standalone.chaos.oracle.Published;
import dev.sluice.standalone.chaos.traffic.ReportMaker;
import dev.sluice.standalone.chaos.traffic.SentReports;
import dev.sluice.standalone.chaos.traffic.SentReports.Answer;
import dev.sluice.standalone.chaos.traffic.SentReports.Kind;
import dev.sluice.standalone.chaos.traffic.Traffic;
import dev.sluice.standalone.processes.ClusterOptions;
import dev.sluice.standalone.processes.ClusterStart;
import dev.sluice.standalone.processes.RunningCluster;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run: cluster up, traffic on, faults by the schedule, traffic off, everything compared. */
final class ChaosRun {
  private static final int BROKER_DISK_MEGABYTES = 512;

  /** Of the five seconds that a frozen TaskManager may cost, the part until it is missed. */
  private static final Duration HEARTBEAT = Duration.ofMillis(800);

  private static final Duration RECOVERY = Duration.ofSeconds(90);
  private static final Duration SETTLING = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 500;
  private static final long QUIET_MILLIS = 3000;

  private final ChaosSettings settings;
  private final Consumer<String> progress;

  ChaosRun(ChaosSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  ChaosResult run() throws IOException, InterruptedException, SQLException {
    ClusterOptions options =
        ClusterOptions.of(settings.directory(), settings.jobJar())
            .withHeartbeatTimeout(HEARTBEAT)
            .withBrokerDisk(
                settings.kinds().contains(FaultKind.DISK_FULL) ? BROKER_DISK_MEGABYTES : 0)
            .withJobOptions(List.of("--allowed-lateness-days=" + ReportMaker.LATENESS_DAYS));
    try (RunningCluster cluster = ClusterStart.run(options, progress);
        OutputWatch watch = new OutputWatch(cluster.bootstrapServers())) {
      Traffic traffic =
          new Traffic(
              cluster.gatewayAddress(),
              cluster.bootstrapServers(),
              LocalDate.now(ZoneOffset.UTC),
              settings.seed(),
              settings.reportsPerSecond());
      List<FaultRecord> faults = new ArrayList<>();
      try (traffic) {
        warmUp(traffic, watch);
        archiveClasses(cluster);
        traffic.start();
        injectAll(cluster, watch, faults);
      }
      return compare(cluster, traffic.sent(), faults);
    }
  }

  /** Until today is known to the job, a report of long ago would not be late. */
  private void warmUp(Traffic traffic, OutputWatch watch) throws InterruptedException {
    progress.accept("warming up");
    traffic.warmUp();
    awaitOutput(watch, Long.MIN_VALUE);
    Thread.sleep(QUIET_MILLIS);
  }

  /** Parts that are started again begin with it, as they would from a well-made image. */
  private void archiveClasses(RunningCluster cluster) throws IOException, InterruptedException {
    progress.accept("archiving the classes of JobManager and TaskManagers");
    cluster
        .archiveClasses()
        .ifPresent(why -> progress.accept("restarts take longer than they need to: " + why));
  }

  private void injectAll(RunningCluster cluster, OutputWatch watch, List<FaultRecord> faults)
      throws IOException, InterruptedException {
    List<PlannedFault> plan = FaultPlan.of(settings.seed(), settings.time(), settings.kinds());
    FaultInjector injector = new FaultInjector(cluster);
    long began = System.nanoTime();
    long end = began + settings.time().toNanos();
    awaitOutput(watch, began);
    for (int i = 0; i < plan.size(); i++) {
      PlannedFault fault = plan.get(i);
      sleepUntil(began + fault.atMillis() * 1_000_000);
      if (System.nanoTime() > end) {
        return;
      }
      FaultRecord done = inject(injector, fault, began, watch);
      faults.add(done);
      progress.accept(
          "%d/%d  %s  gap %.1f s%s"
              .formatted(
                  i + 1,
                  plan.size(),
                  done.said(),
                  done.gapMillis() / 1000.0,
                  done.problem().map(why -> "  FAILED: " + why).orElse("")));
    }
  }

  private static FaultRecord inject(
      FaultInjector injector, PlannedFault fault, long began, OutputWatch watch)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String said = fault.kind().label();
    boolean skipped = false;
    Optional<String> problem = Optional.empty();
    try {
      FaultDone done = injector.inject(fault);
      said = done.said();
      skipped = !done.done();
      if (!skipped && !awaitOutput(watch, System.nanoTime() + QUIET_MILLIS * 1_000_000)) {
        problem = Optional.of("no results within %d s".formatted(RECOVERY.toSeconds()));
      }
    } catch (IllegalStateException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    List<String> ended = injector.restartEnded();
    if (!ended.isEmpty() && problem.isEmpty()) {
      problem = Optional.of("also ended, and was started again: " + String.join(", ", ended));
    }
    long gap = skipped ? 0 : watch.longestGap(start, System.nanoTime()).toMillis();
    return new FaultRecord(fault, (start - began) / 1_000_000, gap, said, problem, skipped);
  }

  /** Waits until results have arrived after a moment; false if they do not. */
  private static boolean awaitOutput(OutputWatch watch, long afterNanos)
      throws InterruptedException {
    long end = Math.max(System.nanoTime(), afterNanos) + RECOVERY.toNanos();
    while (watch.last() <= afterNanos) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(50);
    }
    return true;
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long millis = (nanos - System.nanoTime()) / 1_000_000;
    if (millis > 0) {
      Thread.sleep(millis);
    }
  }

  /** Looks until everything is as it must be, or for too long: then as it is. */
  private ChaosResult compare(RunningCluster cluster, SentReports sent, List<FaultRecord> faults)
      throws InterruptedException, SQLException {
    progress.accept("comparing");
    Published published = new Published(cluster.bootstrapServers(), cluster.readerUrl());
    Expectation expectation = published.expectation(new Expectation(sent.all()));
    long end = System.nanoTime() + SETTLING.toNanos();
    while (true) {
      ChaosResult result = result(published, expectation, sent, faults);
      boolean settled =
          result.comparisons().stream().allMatch(Comparison::equal)
              && sum(result.tallies()) == result.topic().records();
      if (settled || System.nanoTime() > end) {
        return result;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private ChaosResult result(
      Published published, Expectation expectation, SentReports sent, List<FaultRecord> faults)
      throws SQLException {
    return new ChaosResult(
        settings,
        List.copyOf(faults),
        new ChaosResult.SentCount(
            sent.requests(),
            sent.bodies(),
            sent.count(Kind.COUNTABLE, Answer.ACKNOWLEDGED),
            sent.count(Kind.COUNTABLE, Answer.NONE),
            sent.count(Kind.COUNTABLE, Answer.REFUSED),
            sent.count(Kind.HOSTILE, Answer.ACKNOWLEDGED)),
        expectation.count(),
        published.topicTallies(),
        List.of(
            Comparison.of("PostgreSQL", expectation.cells(), published.tableCells()),
            Comparison.of("aggregates topic", expectation.cells(), published.topicCells())));
  }

  private static long sum(Map<String, Long> tallies) {
    return tallies.values().stream().mapToLong(Long::longValue).sum();
  }
}
