package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.JobConfig;
import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate wrote to a real broker, as analysts find it in a real database. */
class DecisionsIT {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
  private static final Path SAVEPOINT = Path.of("src", "test", "resources", "savepoint-v2");
  private static final LeaseTerms LEASE =
      new LeaseTerms(Duration.ofSeconds(1), Duration.ofSeconds(5));

  /** For new topics and partitions; otherwise every five minutes. */
  private static final Map<String, String> LOOKING_OFTEN =
      Map.of("partition.discovery.interval.ms", "500");

  @TempDir private Path directory;

  private EmbeddedBroker broker;
  private EmbeddedPostgres postgres;
  private MiniCluster cluster;
  private JobConfig config;
  private TestLog log;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(directory.resolve("kafka"));
    postgres = TestPostgres.start();
    cluster = new MiniCluster(new MiniClusterConfiguration.Builder().withRandomPorts().build());
    cluster.start();
    config =
        JobConfig.of(broker.bootstrapServers(), postgres.getJdbcUrl("postgres", "postgres"))
            .withCheckpointInterval(Duration.ofMillis(300))
            .withLease(LEASE);
    log = new TestLog(broker.bootstrapServers());
    AggregationJob.prepare(config);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
    postgres.close();
    broker.close();
  }

  @Test
  void decisions_ofARollout_areRowsOnceWithWhatTheyChangedAndTheNewestOfADayThatHolds()
      throws Exception {
    TestDecisions gate = new TestDecisions("slow", "tiny", DAY);
    log(gate.started(), gate.held(DAY, 10), gate.held(DAY, 20));
    log.append(List.of(TestDecisions.logged("other", "garbage".getBytes(StandardCharsets.UTF_8))));
    log(gate.promoted(DAY.plusDays(1), 400), gate.held(DAY.plusDays(2), 500));
    JobID job = submit();

    List<String> soFar =
        List.of(
            "0 started: 0, 2026-01-15 to 2026-01-15, null to RUNNING, null to 5 %, HOLD by 0",
            "2 held: 0, 2026-01-15 to 2026-01-15, RUNNING to RUNNING, 5 to 5 %, HOLD by 20",
            "3 promoted: 0, 2026-01-15 to 2026-01-16, RUNNING to RUNNING, 5 to 25 %, PROMOTE by 400",
            "4 held: 1, 2026-01-16 to 2026-01-17, RUNNING to RUNNING, 25 to 25 %, HOLD by 500");
    Eventually.passes(() -> assertThat(decisions("slow")).isEqualTo(soFar));

    cluster.cancelJob(job).get();
    log(gate.rolledBack(DAY.plusDays(3), 900));
    submit();

    List<String> all = new ArrayList<>(soFar);
    all.add(
        "5 rolled-back: 1, 2026-01-16 to 2026-01-18, RUNNING to ROLLED_BACK, 25 to 0 %, ROLLBACK by 900");
    Eventually.passes(() -> assertThat(decisions("slow")).isEqualTo(all));
    assertThat(
            rows(
                """
                select concat_ws(' ', model_name, candidate_version, control_version, design,
                                 deployment, metric, status, round(estimate::numeric, 3),
                                 round(low::numeric, 3), round(high::numeric, 3), margin,
                                 control_reports, candidate_reports)
                from gate_findings where kind = 'promoted'
                """))
        .containsExactly(
            "tiny 1.1.0 1.0.0 two-arm device quality WITHIN_MARGIN 0.005 -0.095 0.105 0.4 200 200");
  }

  /** The topic is compacted, and the newest record looks back. */
  @Test
  void decisions_thatWereCompactedAway_areToldByTheNewestOne() throws Exception {
    TestDecisions gate = new TestDecisions("quick", "tiny", DAY);
    gate.started();
    gate.promoted(DAY.plusDays(1), 400);
    log(gate.promoted(DAY.plusDays(2), 800));
    submit();

    Eventually.passes(
        () ->
            assertThat(decisions("quick"))
                .containsExactly(
                    "2 completed: 1, 2026-01-16 to 2026-01-17, RUNNING to COMPLETED, 25 to 100 %,"
                        + " PROMOTE by 800",
                    "null promoted: 0, 2026-01-15 to 2026-01-16, RUNNING to RUNNING, 5 to 25 %,"
                        + " PROMOTE by 400"));
  }

  /** A record that was not acknowledged and is there; the gate looked again and held. */
  @Test
  void decisions_ofOneSequence_areTheNewestAlone() throws Exception {
    TestDecisions lost = new TestDecisions("doubted", "tiny", DAY);
    lost.started();
    TestDecisions gate = new TestDecisions("doubted", "tiny", DAY);
    log(gate.started(), lost.rolledBack(DAY, 20), gate.held(DAY, 30));
    submit();

    Eventually.passes(
        () ->
            assertThat(
                    rows(
                        "select kind from gate_decisions where rollout = 'doubted' order by sequence"))
                .containsExactly("started", "held"));
  }

  @Test
  void job_whereThereIsNoGate_countsReportsAndFindsOneThatComesLater() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(List.of(Topics.DECISIONS)).all().get();
    }
    Traffic traffic = new Traffic(5);
    log.append(traffic.mixed(new Traffic.Mix(100, 0, 0, 0), List.of(TestReports.DAY)));
    config = config.withKafka(config.kafka().withProperties(LOOKING_OFTEN));
    submit();
    Eventually.passes(() -> assertThat(log.tallies()).isEqualTo(traffic.tallies()));

    broker.createMissingTopics(Topics.ALL);
    log(new TestDecisions("late", "tiny", DAY).started());

    Eventually.passes(() -> assertThat(decisions("late")).hasSize(1));
  }

  /** Of a version that knew no decisions. */
  @Test
  void job_fromAnOlderSavepoint_readsThemFromTheirBeginning() throws Exception {
    TestDecisions gate = new TestDecisions("older", "tiny", DAY);
    log(gate.started());
    var environment = environment();
    Configuration settings = new Configuration();
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, SAVEPOINT.toUri().toString());
    environment.configure(settings);
    environment.enableCheckpointing(300);
    NewestResults.clear();
    AggregationJob.define(
        environment,
        new QueueSource(),
        NewestResults.sinks(),
        AggregationRules.defaults()
            .withRegistries(RegistryTexts.of(Files.readString(SAVEPOINT.resolve("registry.yaml"))))
            .withShards(4));
    AggregationJob.copyDecisions(environment, config);
    cluster.submitJob(environment.getStreamGraph().getJobGraph()).get();

    Eventually.passes(() -> assertThat(decisions("older")).hasSize(1));
  }

  private void log(Decision... decisions) {
    log.append(List.of(decisions).stream().map(TestDecisions::logged).toList());
  }

  private JobID submit() throws Exception {
    var environment = environment();
    AggregationJob.define(environment, config);
    return cluster.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private StreamExecutionEnvironment environment() {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(1);
    return environment;
  }

  private List<String> decisions(String rollout) throws SQLException {
    return rows(
        """
        select format('%%s %%s: %%s, %%s to %%s, %%s to %%s, %%s to %%s %%%%, %%s by %%s',
                      coalesce(sequence::text, 'null'), kind, stage_index, first_day, day,
                      coalesce(from_state, 'null'), to_state, coalesce(from_percent::text, 'null'),
                      to_percent, verdict, reports)
        from gate_decisions where rollout = '%s' order by sequence
        """
            .formatted(rollout));
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(config.database().jdbcUrl());
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }
}
