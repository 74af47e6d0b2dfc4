package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.JobJar;
import dev.sluice.standalone.chaos.oracle.Comparison;
import dev.sluice.standalone.chaos.oracle.Expectation;
import dev.sluice.standalone.chaos.oracle.Published;
import dev.sluice.standalone.chaos.oracle.TopicCount;
import dev.sluice.standalone.chaos.traffic.ReportMaker;
import dev.sluice.standalone.chaos.traffic.Traffic;
import dev.sluice.standalone.processes.ClusterJob;
import dev.sluice.standalone.processes.ClusterOptions;
import dev.sluice.standalone.processes.Part;
import dev.sluice.standalone.processes.RunningCluster;
import dev.sluice.standalone.processes.TestClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job on a JobManager and two TaskManagers, each a process of its own, under traffic. */
@Timeout(300)
class RunningClusterIT {
  private static final int REPORTS_A_SECOND = 200;
  private static final int JOB_IS_THERE = 6;
  private static final long SEED = 1;

  @TempDir private Path directory;

  @Test
  void cluster_databaseAndTaskManagerAreKilledAndJobMovesOverASavepoint_countsEachReportOnce()
      throws Exception {
    try (RunningCluster cluster = TestClusters.start(options())) {
      Published published = new Published(cluster.bootstrapServers(), cluster.readerUrl());
      Traffic traffic =
          new Traffic(
              cluster.gatewayAddress(),
              cluster.bootstrapServers(),
              LocalDate.now(ZoneOffset.UTC),
              SEED,
              REPORTS_A_SECOND);
      try (traffic) {
        traffic.warmUp();
        Eventually.passes(() -> assertThat(counted(published)).isPositive());
        assertStateIsInRocksDb();
        traffic.start();

        killTheDatabase(cluster, published);
        cluster.parts().taskManagers().get(0).kill();
        assertGoesOn(published);
        moveTheJob(cluster.job());
      }
      assertCounted(published, traffic);
    }
  }

  /** Each TaskManager has room for the whole job, so that one of them is a spare. */
  private ClusterOptions options() {
    Path jar =
        JobJar.builtBelow(Path.of(System.getProperty("sluice.home", "..")))
            .orElseThrow(() -> new AssertionError("the build makes the job's jar before this"));
    return ClusterOptions.of(directory, jar)
        .withHeartbeatTimeout(Duration.ofSeconds(10))
        .withJobOptions(
            List.of(
                "--allowed-lateness-days=" + ReportMaker.LATENESS_DAYS,
                "--lease=5s",
                "--flink=state.backend.type=rocksdb"));
  }

  private void assertStateIsInRocksDb() throws Exception {
    try (Stream<Path> files = Files.walk(directory.resolve("flink/tmp"))) {
      assertThat(files)
          .as("RocksDB names its newest manifest")
          .anyMatch(file -> file.endsWith("CURRENT"));
    }
  }

  private static void killTheDatabase(RunningCluster cluster, Published published)
      throws Exception {
    Part database = cluster.parts().database();
    database.kill();
    database.start();
    assertGoesOn(published);
    assertThat(cluster.parts().taskManagers())
        .as("a database that was away ends no TaskManager")
        .allMatch(Part::alive);
  }

  private static void moveTheJob(ClusterJob job) {
    assertThat(job.submit(null).exitCode()).isEqualTo(JOB_IS_THERE);
    ClusterJob.Outcome stopped = job.stopWithSavepoint();
    assertThat(stopped.exitCode()).as(stopped.errors()).isZero();
    assertThat(stopped.output()).startsWith("file:");
    job.resume();
  }

  private static void assertGoesOn(Published published) throws Exception {
    long before = counted(published);
    Eventually.passes(() -> assertThat(counted(published)).isGreaterThan(before));
  }

  private static void assertCounted(Published published, Traffic traffic) throws Exception {
    Expectation expectation = published.expectation(new Expectation(traffic.sent().all()));
    TopicCount topic = expectation.count();
    assertThat(topic.countable()).isPositive();
    assertThat(topic.lost()).isZero();
    assertThat(topic.unknown()).isZero();
    Eventually.passes(
        () -> {
          Map<String, Long> tallies = published.topicTallies();
          assertThat(tallies).containsEntry("COUNTED", topic.countable());
          assertThat(tallies.values().stream().mapToLong(Long::longValue).sum())
              .isEqualTo(topic.records());
        });
    Eventually.passes(
        () ->
            assertThat(
                    Comparison.of("table", expectation.cells(), published.tableCells())
                        .differences())
                .isEmpty());
    assertThat(Comparison.of("topic", expectation.cells(), published.topicCells()).differences())
        .isEmpty();
  }

  private static long counted(Published published) {
    return published.topicTallies().getOrDefault("COUNTED", 0L);
  }
}
