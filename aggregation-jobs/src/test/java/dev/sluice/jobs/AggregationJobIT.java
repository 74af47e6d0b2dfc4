package dev.sluice.jobs;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.DayBounds;
import dev.sluice.admission.Refusal;
import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.jobs.Traffic.Mix;
import dev.sluice.jobs.Traffic.Sums;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.JobConfig;
import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.RegistryFile;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.Tally;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between a real broker and a real database, on a cluster of two task managers. */
class AggregationJobIT {
  private static final LocalDate DAY = TestReports.DAY;
  private static final List<LocalDate> OPEN_DAYS = List.of(DAY.minusDays(2), DAY.minusDays(1), DAY);
  private static final int LATENESS_DAYS = 2;
  private static final LocalDate CLOSING_ALL = DAY.plusDays(LATENESS_DAYS + 1);

  /** About the middle of the cells: some are above it and some below. */
  private static final int MINIMUM_COHORT = 12;

  private static final int DAY_BOUNDS = 30;

  /** A job that is started after another was cancelled does not wait long. */
  private static final LeaseTerms LEASE =
      new LeaseTerms(Duration.ofSeconds(1), Duration.ofSeconds(5));

  /** The same places as in the bundled one, but another range: what is sent means another rate. */
  private static final RegistryFile OTHER_REGISTRY =
      new RegistryFile(
          "other.yaml",
          BundledRegistry.text().replace("low: 0.6, high: 1.0", "low: 0.5, high: 1.0"));

  private static final RegistryTexts BOTH_REGISTRIES =
      new RegistryTexts(BundledRegistry.file(), List.of(OTHER_REGISTRY));

  @TempDir Path directory;

  private EmbeddedBroker broker;
  private EmbeddedPostgres postgres;
  private MiniCluster cluster;
  private JobConfig config;
  private TestLog log;
  private TestTables tables;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(directory.resolve("kafka"));
    postgres = TestPostgres.start();
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build());
    cluster.start();
    config =
        JobConfig.of(broker.bootstrapServers(), postgres.getJdbcUrl("postgres", "postgres"))
            .withRules(
                AggregationRules.defaults()
                    .withAllowedLatenessDays(LATENESS_DAYS)
                    .withDayBounds(new DayBounds(DAY_BOUNDS, DAY_BOUNDS))
                    .withMinimumCohort(MINIMUM_COHORT)
                    .withEarlyFiring(Duration.ofMillis(100)))
            .withCheckpointInterval(Duration.ofMillis(300))
            .withLease(LEASE);
    log = new TestLog(config.kafka().bootstrapServers());
    tables = new TestTables(config.database().jdbcUrl());
    AggregationJob.prepare(config);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
    postgres.close();
    broker.close();
  }

  @Test
  void job_duplicatesConflictsLateAndInvalid_countsEachReportOnceAndTalliesTheRest()
      throws Exception {
    Traffic traffic = new Traffic(1);
    List<Report> foreign = traffic.ofRegistry(OTHER_REGISTRY.parse().digest(), 40, CLOSING_ALL);
    log.append(traffic.mixed(new Mix(9300, 500, 100, 100), OPEN_DAYS));
    log.append(traffic.refused(foreign, Refusal.REGISTRY_MISMATCH));
    log.append(List.of(traffic.megabyteOfGarbage()));
    JobID job = submit(new Configuration());
    Eventually.passes(() -> assertThat(tables.tallies()).isEqualTo(traffic.tallies()));

    // More than enough for each partition to have one, or the watermark would wait for it.
    log.append(traffic.fresh(100, CLOSING_ALL));
    Eventually.passes(() -> assertThat(openDays(tables.aggregates())).containsOnly(CLOSING_ALL));
    log.append(traffic.late(50, DAY));

    assertResults(traffic);
    assertThat(sum(log.tallies())).isEqualTo(10_191);
    assertThat(deadLetters()).containsExactlyInAnyOrderElementsOf(traffic.deadLetters());
    assertThat(openDays(log.aggregates())).containsOnly(CLOSING_ALL);
    assertThat(log.daysWithoutReports()).containsExactly(DAY.plusDays(1), DAY.plusDays(2));
    assertThat(log.aggregates().values())
        .allSatisfy(
            cell ->
                assertThat(cell.getSuppressed() != null)
                    .isEqualTo(cell.getReports() < MINIMUM_COHORT)
                    .isEqualTo(cell.getEstimates().isEmpty()))
        .anyMatch(cell -> cell.getSuppressed() != null)
        .anyMatch(cell -> cell.getSuppressed() == null);
    assertReplayAfterAFix(job, foreign, traffic);
  }

  /**
   * The job is started again with the registry that it lacked beside its own, and what it had
   * refused put back, while devices report by either.
   */
  private void assertReplayAfterAFix(JobID job, List<Report> foreign, Traffic traffic)
      throws Exception {
    cancel(job);
    config = config.withRules(config.rules().withRegistries(BOTH_REGISTRIES));
    submit(resumingFrom(newestCheckpoint(job)));

    assertThat(replay("--dry-run")).contains("\"admittedNow\" : 40").contains("\"replayed\" : 0");
    assertThat(replay()).contains("\"replayed\" : 40");
    traffic.putBack(foreign);
    log.append(traffic.fresh(100, CLOSING_ALL));
    Eventually.passes(() -> assertThat(log.tallies()).isEqualTo(traffic.tallies()));
    assertThat(replay()).contains("\"replayed\" : 40");
    traffic.putBackAgain(foreign);

    assertResults(traffic);
    assertThat(sum(log.tallies())).isEqualTo(10_191 + 80 + 100);
    assertThat(deadLetters()).containsExactlyInAnyOrderElementsOf(traffic.deadLetters());
  }

  private String replay(String... more) throws Exception {
    Path registry = Files.writeString(directory.resolve("registry.yaml"), OTHER_REGISTRY.yaml());
    StringWriter out = new StringWriter();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "replay",
                "--json",
                "--reason=registry-mismatch",
                "--bootstrap-servers=" + broker.bootstrapServers(),
                "--also-admit=" + registry,
                "--max-future-days=" + DAY_BOUNDS));
    arguments.addAll(List.of(more));
    int exitCode =
        JobsCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()))
            .execute(arguments.toArray(String[]::new));
    assertThat(exitCode).isZero();
    return out.toString();
  }

  private List<Traffic.Refused> deadLetters() {
    return log.deadLetters().values().stream().map(AggregationJobIT::refused).toList();
  }

  private static Traffic.Refused refused(DeadLetter letter) {
    byte[] bytes = new byte[letter.getBytes() == null ? 0 : letter.getBytes().remaining()];
    if (letter.getBytes() != null) {
      letter.getBytes().get(bytes);
    }
    return new Traffic.Refused(letter.getReason(), HexFormat.of().formatHex(bytes));
  }

  private void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get();
    Eventually.passes(
        () -> assertThat(cluster.getJobStatus(job).get().isGloballyTerminalState()).isTrue());
  }

  @Test
  void job_taskManagerDiesAndJobIsResumedFromCheckpoint_countsEachReportOnce() throws Exception {
    Traffic traffic = new Traffic(2);
    var records = traffic.mixed(new Mix(8500, 1000, 300, 200), OPEN_DAYS);
    JobID first = submit(new Configuration());
    log.append(records.subList(0, 4000));
    Eventually.passes(() -> assertThat(sum(log.tallies())).isPositive());

    cluster.terminateTaskManager(0).get();
    log.append(records.subList(4000, 7000));
    cluster.startTaskManager();
    Eventually.passes(() -> assertThat(sum(log.tallies())).isGreaterThan(4000));
    cancel(first);
    log.append(records.subList(7000, 10_000));
    submit(resumingFrom(newestCheckpoint(first)));

    assertResults(traffic);
    assertThat(sum(log.tallies())).isEqualTo(10_000);
  }

  @Test
  void job_aSecondOneOnTheSameTopics_endsByItselfAndIsNowhere() throws Exception {
    Traffic traffic = new Traffic(3);
    var records = traffic.mixed(new Mix(2500, 300, 100, 100), OPEN_DAYS);
    cluster.startTaskManager();
    cluster.startTaskManager();
    tables.setMinimumCohort(MINIMUM_COHORT + 1);
    // It holds on while this machine is busy with something else.
    config = config.withLease(new LeaseTerms(Duration.ofMinutes(1), Duration.ofMinutes(2)));
    JobID first = submit(new Configuration());
    log.append(records.subList(0, 2000));
    Eventually.passes(() -> assertThat(sum(log.tallies())).isPositive());
    assertThat(tables.minimumCohort()).isEqualTo(MINIMUM_COHORT);

    config =
        config.withLease(LEASE).withRules(config.rules().withMinimumCohort(MINIMUM_COHORT + 2));
    AggregationJob.prepare(config);
    JobResult second = cluster.requestJobResult(submit(new Configuration())).get();
    assertThat(second.getJobStatus()).contains(JobStatus.FAILED);
    assertThat(second.getSerializedThrowable().orElseThrow().getFullStringifiedStackTrace())
        .contains("job %s writes to these tables and lives".formatted(first));
    log.append(records.subList(2000, 3000));
    assertResults(traffic);
    assertThat(sum(log.tallies())).isEqualTo(3000);
    assertThat(attempts(first)).isZero();
    assertThat(tables.minimumCohort()).isEqualTo(MINIMUM_COHORT);
  }

  /** How often the job has been started again. */
  private int attempts(JobID job) throws Exception {
    int most = 0;
    for (var vertex : cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
      most = Math.max(most, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return most;
  }

  private void assertResults(Traffic traffic) throws Exception {
    Eventually.passes(() -> assertThat(log.tallies()).isEqualTo(traffic.tallies()));
    Eventually.passes(() -> assertThat(tables.tallies()).isEqualTo(traffic.tallies()));
    Eventually.passes(() -> assertThat(sums(log.aggregates())).isEqualTo(traffic.cells()));
    Eventually.passes(() -> assertThat(tables.aggregates()).isEqualTo(log.aggregates()));
  }

  private JobID submit(Configuration additional) throws Exception {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toUri().toString());
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    settings.addAll(additional);
    var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(2);
    AggregationJob.define(environment, config);
    return cluster.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private static Configuration resumingFrom(Path checkpoint) {
    Configuration settings = new Configuration();
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
    return settings;
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  private Path newestCheckpoint(JobID job) throws Exception {
    try (Stream<Path> files = Files.list(checkpoints().resolve(job.toHexString()))) {
      return files
          .filter(each -> Files.exists(each.resolve("_metadata")))
          .max(Comparator.comparingInt(AggregationJobIT::number))
          .orElseThrow();
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().replace("chk-", ""));
  }

  private static List<LocalDate> openDays(Map<String, Aggregate> aggregates) {
    return aggregates.values().stream()
        .filter(each -> !each.getClosed())
        .map(Aggregate::getDay)
        .distinct()
        .toList();
  }

  private static Map<String, Sums> sums(Map<String, Aggregate> aggregates) {
    return aggregates.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, each -> Sums.of(each.getValue())));
  }

  private static long sum(Map<String, Tally> tallies) {
    return tallies.values().stream().mapToLong(Tally::getReports).sum();
  }
}
