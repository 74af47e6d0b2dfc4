package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.LoggedRecord;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.admission.ReportJudge;
import dev.sluice.jobs.cells.AggregateBuilder;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Savepoints that each version of the state wrote, committed together with the registry they were
 * made with and with the reports: what runs today must go on from them for ever. In version 2, a
 * cell has its mechanism with it.
 *
 * <p>When this fails, the state has changed. Bring the change in such a form that it can be read
 * (see the snapshots of the serializers), and add a directory for the new version: {@code
 * -Dsluice.savepoint.write=DIRECTORY} has one written.
 */
class SavepointIT {
  private static final Path SAVEPOINTS = Path.of("src", "test", "resources");
  private static final Path VERSION_1 = SAVEPOINTS.resolve("savepoint-v1");

  /** How many of the reports each committed savepoint has seen. */
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
  @CsvSource({"savepoint-v1, hashmap", "savepoint-v1, rocksdb", "savepoint-v2, hashmap"})
  void savepoint_restoredAndRescaled_goesOnCountingExactly(String version, String backend)
      throws Exception {
    Path kept = SAVEPOINTS.resolve(version);
    RegistryTexts registry = RegistryTexts.of(Files.readString(kept.resolve("registry.yaml")));
    List<Report> reports = reports(Files.readAllBytes(kept.resolve("reports")));
    int middle = (SEEN + reports.size()) / 2;
    NewestResults.clear();

    JobID two = submit(registry, backend, 2, kept.toUri().toString());
    String savepoint = count(two, registry, reports.subList(SEEN, middle), middle);
    JobID one = submit(registry, backend, 1, savepoint);
    count(one, registry, reports.subList(middle, reports.size()), reports.size());

    PlainCount expected = PlainCount.of(reports, registry.parse().present());
    assertThat(NewestResults.cells())
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

  /** One metric is gone, and another has another range, before the day closes. */
  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void registryChanged_whileADayIsOpen_closesItByTheRulesOfItsReports(String backend)
      throws Exception {
    RegistryTexts registry = RegistryTexts.of(Files.readString(VERSION_1.resolve("registry.yaml")));
    List<Report> reports = reports(Files.readAllBytes(VERSION_1.resolve("reports")));
    NewestResults.clear();

    JobID same = submit(registry, backend, 1, VERSION_1.toUri().toString());
    String savepoint = count(same, registry, reports.subList(SEEN, reports.size()), reports.size());
    closeUnder(changed(registry), backend, savepoint);

    AggregateBuilder builder = new AggregateBuilder(2);
    assertThat(closed())
        .allSatisfy(
            totals ->
                assertThat(totals.mechanism())
                    .isEqualTo(
                        registry
                            .parse()
                            .present()
                            .metric(totals.cell().metric())
                            .orElseThrow()
                            .mechanism()))
        .anyMatch(totals -> totals.cell().metric().equals("harness"))
        .anyMatch(totals -> totals.cell().metric().equals("quality"))
        .anyMatch(totals -> !builder.build(totals).getEstimates().isEmpty());
  }

  /** What the older version did not keep is not made up. */
  @Test
  void registryChanged_togetherWithTheVersion_closesTheDayWithoutEstimates() throws Exception {
    RegistryTexts registry = RegistryTexts.of(Files.readString(VERSION_1.resolve("registry.yaml")));
    NewestResults.clear();

    closeUnder(changed(registry), "hashmap", VERSION_1.toUri().toString());

    AggregateBuilder builder = new AggregateBuilder(2);
    assertThat(closed())
        .isNotEmpty()
        .allSatisfy(totals -> assertThat(builder.build(totals).getEstimates()).isEmpty())
        .anySatisfy(
            totals ->
                assertThat(builder.build(totals).getSuppressed())
                    .contains(registry.parse().present().digestPrefix()));
  }

  /** Goes on by another registry, and has one report of it pass the days that are open. */
  private void closeUnder(RegistryTexts registry, String backend, String savepoint)
      throws Exception {
    MetricRegistry parsed = registry.parse().present();
    LocalDate later = TestReports.DAY.plusDays(40);
    Report report =
        Report.newBuilder(new TestReports(10).quality(later))
            .setRegistryDigest(DigestPrefixes.fromHex(parsed.digest()))
            .setMetric(parsed.metrics().indexOf(parsed.metric("quality").orElseThrow()))
            .build();
    JobID job = submit(registry, backend, 1, savepoint);
    QueueSource.add(judged(registry, List.of(report), later));
    Eventually.passes(
        () ->
            assertThat(NewestResults.totals())
                .anyMatch(CellTotals::closed)
                .allMatch(
                    each -> each.closed() || each.cell().day() == later.toEpochDay(), "closed"));
    stop(job);
  }

  private static List<CellTotals> closed() {
    return NewestResults.totals().stream().filter(CellTotals::closed).toList();
  }

  private static RegistryTexts changed(RegistryTexts registry) {
    return RegistryTexts.of(
        registry
            .present()
            .yaml()
            .replace("id: harness\n", "id: controls\n")
            .replace("low: 0.6, high: 1.0", "low: 0.5, high: 1.0"));
  }

  /** Which of two conflicting reports came first, and was in its cell for a while, is chance. */
  private static Optional<Traffic.Sums> withReports(Traffic.@Nullable Sums sums) {
    return Optional.ofNullable(sums).filter(each -> each.reports() > 0);
  }

  @Test
  @EnabledIfSystemProperty(named = "sluice.savepoint.write", matches = ".+")
  void writeSavepointOfThisVersion() throws Exception {
    Path target = Path.of(System.getProperty("sluice.savepoint.write"));
    RegistryTexts registry = RegistryTexts.bundled();
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
  private String count(JobID job, RegistryTexts registry, List<Report> reports, long total)
      throws Exception {
    QueueSource.add(judged(registry, reports, TestReports.DAY));
    Eventually.passes(() -> assertThat(NewestResults.tallied()).isEqualTo(total));
    return stop(job);
  }

  private String stop(JobID job) throws Exception {
    return cluster
        .stopWithSavepoint(job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get();
  }

  private JobID submit(RegistryTexts registry, String backend, int parallelism, String savepoint)
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
            .withRegistries(registry)
            .withShards(4)
            .withEarlyFiring(Duration.ofMillis(20)));
    return cluster.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private static List<Either<AdmittedReport, RefusedReport>> judged(
      RegistryTexts registry, List<Report> reports, LocalDate today) {
    long logged = today.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
    ReportJudge judge = new ReportJudge(registry.parse(), new DayBounds(30, 2));
    return reports.stream()
        .map(report -> judge.judge(new LoggedRecord(0, 0, logged, ReportFormat.encode(report))))
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
