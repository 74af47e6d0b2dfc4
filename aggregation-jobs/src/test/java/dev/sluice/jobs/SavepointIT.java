package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.LoggedRecord;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.admission.ReportJudge;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.registry.RegistryText;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint that version 1 of the state wrote, committed together with the registry it was made
 * with and with the reports: what runs today must go on from it for ever.
 *
 * <p>When this fails, the state has changed. Bring the change in such a form that it can be read
 * (see the snapshots of the serializers), and add a directory for the new version: {@code
 * -Dsluice.savepoint.write=DIRECTORY} has one written.
 */
class SavepointIT {
  private static final Path VERSION_1 = Path.of("src", "test", "resources", "savepoint-v1");
  private static final long LOGGED =
      TestReports.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();

  /** How many of the reports the committed savepoint has seen. */
  private static final int SEEN = 60;

  private static MiniCluster cluster;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  /** From one subtask to two and back to one, on the state that one wrote. */
  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void savepointOfVersion1_restoredAndRescaled_goesOnCountingExactly(String backend)
      throws Exception {
    RegistryText registry = new RegistryText(Files.readString(VERSION_1.resolve("registry.yaml")));
    List<Report> reports = reports(Files.readAllBytes(VERSION_1.resolve("reports")));
    int middle = (SEEN + reports.size()) / 2;
    NewestResults.clear();

    JobID two = submit(registry, backend, 2, VERSION_1.toUri().toString());
    String savepoint = count(two, registry, reports.subList(SEEN, middle), middle);
    JobID one = submit(registry, backend, 1, savepoint);
    count(one, registry, reports.subList(middle, reports.size()), reports.size());

    PlainCount expected = PlainCount.of(reports, registry.parse());
    assertThat(NewestResults.cells(registry.parse()))
        .allSatisfy(
            (key, sums) ->
                assertThat(withReports(sums))
                    .as(key)
                    .isEqualTo(withReports(expected.cells().get(key))));
    assertThat(expected.duplicate()).isPositive();
    assertThat(expected.conflicting()).isPositive();
    assertThat(NewestResults.tallied(Disposition.COUNTED)).isEqualTo(expected.counted());
    assertThat(NewestResults.tallied(Disposition.DUPLICATE)).isEqualTo(expected.duplicate());
    assertThat(NewestResults.tallied(Disposition.CONFLICTING)).isEqualTo(expected.conflicting());
  }

  /** Which of two conflicting reports came first, and was in its cell for a while, is chance. */
  private static Optional<Traffic.Sums> withReports(Traffic.@Nullable Sums sums) {
    return Optional.ofNullable(sums).filter(each -> each.reports() > 0);
  }

  @Test
  @EnabledIfSystemProperty(named = "sluice.savepoint.write", matches = ".+")
  void writeSavepointOfThisVersion() throws Exception {
    Path target = Path.of(System.getProperty("sluice.savepoint.write"));
    RegistryText registry = RegistryText.bundled();
    Traffic traffic = new Traffic(9);
    var records =
        traffic.mixed(new Traffic.Mix(80, 24, 16, 0), List.of(TestReports.DAY.minusDays(1)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.forEach(each -> bytes.writeBytes(each.value()));
    List<Report> reports = reports(bytes.toByteArray());
    NewestResults.clear();

    String savepoint =
        count(submit(registry, "hashmap", 1, ""), registry, reports.subList(0, SEEN), SEEN);

    Files.createDirectories(target);
    Files.copy(
        Path.of(java.net.URI.create(savepoint)).resolve("_metadata"), target.resolve("_metadata"));
    Files.writeString(target.resolve("registry.yaml"), BundledRegistry.text());
    Files.write(target.resolve("reports"), bytes.toByteArray());
  }

  /** Has a job count reports, and stops it with a savepoint when all so far are tallied. */
  private String count(JobID job, RegistryText registry, List<Report> reports, long total)
      throws Exception {
    QueueSource.add(judged(registry, reports));
    Eventually.passes(() -> assertThat(NewestResults.tallied()).isEqualTo(total));
    return cluster
        .stopWithSavepoint(job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get();
  }

  private JobID submit(RegistryText registry, String backend, int parallelism, String savepoint)
      throws Exception {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    // All in one file.
    settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    if (!savepoint.isEmpty()) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(parallelism);
    AggregationJob.define(
        environment,
        new QueueSource(),
        NewestResults.sinks(),
        AggregationRules.defaults()
            .withRegistry(registry)
            .withShards(4)
            .withEarlyFiring(Duration.ofMillis(20)));
    return cluster.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private static List<Either<AdmittedReport, RefusedReport>> judged(
      RegistryText registry, List<Report> reports) {
    ReportJudge judge = new ReportJudge(registry.parse(), new DayBounds(30, 2));
    return reports.stream()
        .map(report -> judge.judge(new LoggedRecord(0, 0, LOGGED, ReportFormat.encode(report))))
        .toList();
  }

  private static List<Report> reports(byte[] bytes) {
    List<Report> reports = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += ReportFormat.BYTES) {
      byte[] one = Arrays.copyOfRange(bytes, at, at + ReportFormat.BYTES);
      reports.add(((Decoded.Value<Report>) ReportFormat.decode(one)).value());
    }
    return reports;
  }
}
