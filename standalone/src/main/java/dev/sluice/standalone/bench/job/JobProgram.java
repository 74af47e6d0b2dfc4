package dev.sluice.standalone.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.AggregationJob;
import dev.sluice.jobs.ResultSinks;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.JobConfig;
import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.kafka.ReportsTopic;
import dev.sluice.jobs.kafka.ResultTopics;
import dev.sluice.jobs.lease.LeaseGuard;
import dev.sluice.jobs.postgres.TableSinks;
import dev.sluice.standalone.bench.worker.ProcessorTime;
import dev.sluice.standalone.bench.worker.Role;
import dev.sluice.standalone.bench.worker.RoleProgram;
import dev.sluice.standalone.flink.EmbeddedFlink;
import dev.sluice.standalone.flink.RunningJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster in a process of its own that runs the aggregation job as it is, one after the
 * other: start, account, stop.
 */
final class JobProgram implements Role {
  private static final int SLOTS = 2; // as in sluice up
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1); // the same

  /** Jobs follow each other here, each of another id: the next one does not wait long. */
  private static final LeaseTerms LEASE =
      new LeaseTerms(Duration.ofSeconds(1), Duration.ofSeconds(60));

  private static final DayBounds DAYS = new DayBounds(400, 2);

  private final Path directory;
  private final EmbeddedFlink flink;
  private final String brokers;
  private final String database;
  private @Nullable RunningJob job;

  private JobProgram(Path directory, String brokers, String database) {
    this.directory = directory;
    this.brokers = brokers;
    this.database = database;
    this.flink = EmbeddedFlink.start(directory, SLOTS, CHECKPOINTS);
    AggregationJob.prepare(JobConfig.of(brokers, database));
  }

  public static void main(String[] arguments) throws IOException {
    RoleProgram.run(new JobProgram(Path.of(arguments[0]), arguments[1], arguments[2]));
  }

  @Override
  public ObjectNode answer(JsonNode question) throws IOException {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    switch (question.get("do").asText()) {
      case "start" -> start(question.get("name").asText(), JobKind.read(question));
      case "stop" -> answer.put("stateBytes", stop());
      default -> {}
    }
    return answer.put("cpuNanos", ProcessorTime.nanos());
  }

  private void start(String name, JobKind kind) {
    StreamExecutionEnvironment environment = flink.environment();
    environment.setParallelism(SLOTS);
    environment.configure(
        Configuration.fromMap(
            Map.of(
                "state.backend.type",
                kind.backend(),
                "execution.checkpointing.incremental",
                "true")));
    JobConfig config = config(name, kind);
    if (kind.exactlyOnce()) {
      AggregationJob.define(environment, config.withCheckpointInterval(CHECKPOINTS));
    } else {
      defineAtLeastOnce(environment, config);
    }
    job = flink.submit(environment, name);
  }

  private JobConfig config(String name, JobKind kind) {
    AggregationRules rules =
        AggregationRules.defaults()
            .withDayBounds(DAYS)
            .withEarlyFiring(kind.earlyFiring())
            .withShards(kind.shards());
    return JobConfig.of(brokers, database)
        .withKafka(KafkaAccess.of(brokers).withNames(name, name))
        .withLease(LEASE)
        .withRules(rules);
  }

  private static void defineAtLeastOnce(StreamExecutionEnvironment environment, JobConfig config) {
    KafkaAccess kafka = config.kafka();
    AggregationRules rules = config.rules();
    LeaseGuard guard = new LeaseGuard(config.database(), config.lease());
    environment.enableCheckpointing(CHECKPOINTS.toMillis(), CheckpointingMode.AT_LEAST_ONCE);
    AggregationJob.define(
        environment,
        ReportsTopic.source(kafka, rules.registries(), rules.dayBounds()),
        new ResultSinks(
            Map.of(
                "kafka",
                ResultTopics.aggregates(
                    kafka, rules.minimumCohort(), guard, DeliveryGuarantee.AT_LEAST_ONCE),
                "postgres",
                TableSinks.aggregates(config.database(), rules.minimumCohort(), guard)),
            Map.of(
                "kafka",
                ResultTopics.tallies(kafka, guard, DeliveryGuarantee.AT_LEAST_ONCE),
                "postgres",
                TableSinks.tallies(config.database(), guard)),
            Map.of(
                "kafka", ResultTopics.deadLetters(kafka, guard, DeliveryGuarantee.AT_LEAST_ONCE))),
        rules);
  }

  /** Ends the job with a savepoint of its live state; answers with the size of that. */
  private long stop() throws IOException {
    RunningJob running = job;
    if (running == null) {
      throw new IllegalStateException("no job runs");
    }
    running.stop(SavepointFormatType.CANONICAL);
    job = null;
    Path savepoints = directory.resolve("savepoints").resolve(running.id().toHexString());
    return Files.isDirectory(savepoints) ? bytesBelow(savepoints) : 0;
  }

  private static long bytesBelow(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  @Override
  public void close() {
    flink.close();
  }
}
