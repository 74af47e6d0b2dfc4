package dev.sluice.standalone.chaos;

import dev.sluice.standalone.processes.ClusterJob;
import dev.sluice.standalone.processes.ClusterParts;
import dev.sluice.standalone.processes.Part;
import dev.sluice.standalone.processes.RunningCluster;
import dev.sluice.standalone.processes.SmallDisk;
import dev.sluice.standalone.processes.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Does what the schedule says, and then what an operator or a supervisor would do about it. */
final class FaultInjector {
  private static final Duration SLOW = Duration.ofMillis(60);
  private static final long CUT_EVERY_MILLIS = 700;
  private static final long DISK_FULL_MILLIS = 8000;
  private static final long COMMIT_PATIENCE_MILLIS = 10_000;

  private final RunningCluster cluster;
  private final ClusterParts parts;

  FaultInjector(RunningCluster cluster) {
    this.cluster = cluster;
    this.parts = cluster.parts();
  }

  /** Starts again what the faults before have ended without meaning to; returns its names. */
  List<String> restartEnded() throws IOException {
    return parts.restartEnded();
  }

  /**
   * Injects a fault and heals it.
   *
   * @throws IllegalStateException if the cluster cannot be healed as it should
   */
  FaultDone inject(PlannedFault fault) throws IOException, InterruptedException {
    long lasts = fault.lastsMillis();
    return switch (fault.kind()) {
      case GATEWAY_KILL -> kill(parts.gateway(), lasts);
      case GATEWAY_PAUSE -> pause(parts.gateway(), lasts);
      case GATEWAY_STOP -> stop(parts.gateway(), lasts);
      case BROKER_KILL -> kill(parts.broker(), lasts);
      case BROKER_PAUSE -> pause(parts.broker(), lasts);
      case BROKER_STOP -> stop(parts.broker(), lasts);
      case BROKER_KILL_IN_COMMIT -> killInCommit(lasts);
      case TASKMANAGER_KILL -> kill(taskManager(fault), lasts);
      case TASKMANAGER_PAUSE -> pause(taskManager(fault), 2 * lasts);
      case TASKMANAGER_STOP -> stop(taskManager(fault), lasts);
      case JOBMANAGER_KILL -> endJobManager(true, lasts);
      case JOBMANAGER_PAUSE -> pause(parts.jobManager(), 2 * lasts);
      case JOBMANAGER_STOP -> endJobManager(false, lasts);
      case POSTGRES_KILL -> kill(parts.database(), lasts);
      case POSTGRES_PAUSE -> pause(parts.database(), lasts);
      case POSTGRES_STOP -> stop(parts.database(), lasts);
      case DISK_FULL -> fillDisk(lasts);
      case NETWORK_SLOW -> slow(2 * lasts);
      case NETWORK_CUT -> cut(2 * lasts);
      case SECOND_JOB -> new SecondJob(cluster.job()).start();
      case SAVEPOINT -> savepoint();
    };
  }

  private Part taskManager(PlannedFault fault) {
    List<Part> all = parts.taskManagers();
    return all.get(fault.target() % all.size());
  }

  private static FaultDone kill(Part part, long away) throws IOException, InterruptedException {
    part.kill();
    Thread.sleep(away);
    part.start();
    return FaultDone.done("kill -9 %s, started again after %s".formatted(part.name(), time(away)));
  }

  private static FaultDone stop(Part part, long away) throws IOException, InterruptedException {
    part.stop();
    Thread.sleep(away);
    part.start();
    return FaultDone.done("stopped %s, started again after %s".formatted(part.name(), time(away)));
  }

  private static FaultDone pause(Part part, long lasts) throws InterruptedException {
    part.pause();
    try {
      Thread.sleep(lasts);
    } finally {
      part.resume();
    }
    return FaultDone.done("SIGSTOP %s for %s".formatted(part.name(), time(lasts)));
  }

  private FaultDone killInCommit(long away) throws IOException, InterruptedException {
    ClusterJob job = cluster.job();
    long before = job.completedCheckpoints();
    long end = System.nanoTime() + COMMIT_PATIENCE_MILLIS * 1_000_000;
    while (job.completedCheckpoints() <= before && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return kill(parts.broker(), away);
  }

  /** Without high availability it is up to the supervisor to go on from the newest checkpoint. */
  private FaultDone endJobManager(boolean kill, long away)
      throws IOException, InterruptedException {
    Part jobManager = parts.jobManager();
    FaultDone done = kill ? kill(jobManager, away) : stop(jobManager, away);
    parts.restartEnded();
    cluster.readiness().awaitTaskManagers(parts.taskManagers().size());
    cluster.job().resume();
    return FaultDone.done(done.said() + ", job resumed from its newest checkpoint");
  }

  private FaultDone fillDisk(long away) throws IOException, InterruptedException {
    Optional<SmallDisk> disk = parts.brokerDisk();
    if (disk.isEmpty()) {
      return FaultDone.skipped("needs root, to mount a small disk under the broker");
    }
    disk.get().fill();
    long end = System.nanoTime() + DISK_FULL_MILLIS * 1_000_000;
    while (parts.broker().alive() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    boolean ended = !parts.broker().alive();
    disk.get().free();
    if (!ended) {
      return FaultDone.done(
          "broker's disk full for %s, and it stayed".formatted(time(DISK_FULL_MILLIS)));
    }
    Thread.sleep(away);
    parts.broker().start();
    return FaultDone.done("broker's disk full until it ended; room made, started again");
  }

  private FaultDone slow(long lasts) throws InterruptedException {
    parts.proxies().forEach(proxy -> proxy.delay(SLOW));
    try {
      Thread.sleep(lasts);
    } finally {
      parts.proxies().forEach(proxy -> proxy.delay(Duration.ZERO));
    }
    return FaultDone.done("%d ms more each way for %s".formatted(SLOW.toMillis(), time(lasts)));
  }

  private FaultDone cut(long lasts) throws InterruptedException {
    long times = Math.max(1, lasts / CUT_EVERY_MILLIS);
    for (int i = 0; i < times; i++) {
      parts.proxies().forEach(TcpProxy::cut);
      Thread.sleep(CUT_EVERY_MILLIS);
    }
    return FaultDone.done("every connection cut %d times".formatted(times));
  }

  private FaultDone savepoint() {
    ClusterJob.Outcome stopped = cluster.job().stopWithSavepoint();
    if (stopped.exitCode() != 0) {
      throw new IllegalStateException(
          "jobs stop ended with %d: %s".formatted(stopped.exitCode(), stopped.errors()));
    }
    cluster.job().resume();
    return FaultDone.done("stopped with a savepoint, submitted from it");
  }

  private static String time(long millis) {
    return "%.1f s".formatted(millis / 1000.0);
  }
}
