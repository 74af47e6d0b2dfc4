package dev.sluice.jobs.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Everything that can be chosen about the job.
 *
 * @param kafka where reports come from and aggregates go to
 * @param database where analysts read
 * @param rules how reports are judged and added up
 * @param checkpointInterval how often results become visible in Kafka and progress is kept; empty
 *     to leave it to Flink's own configuration
 * @param lease how the job claims topics and tables for itself
 */
public record JobConfig(
    KafkaAccess kafka,
    DatabaseAccess database,
    AggregationRules rules,
    Optional<Duration> checkpointInterval,
    LeaseTerms lease) {

  /** The usual rules, and checkpoints as Flink's configuration has them. */
  public static JobConfig of(String bootstrapServers, String jdbcUrl) {
    return new JobConfig(
        KafkaAccess.of(bootstrapServers),
        new DatabaseAccess(jdbcUrl),
        AggregationRules.defaults(),
        Optional.empty(),
        LeaseTerms.defaults());
  }

  /** The same job by other rules. */
  public JobConfig withRules(AggregationRules newRules) {
    return new JobConfig(kafka, database, newRules, checkpointInterval, lease);
  }

  /** The same job with other brokers, names or limits. */
  public JobConfig withKafka(KafkaAccess newKafka) {
    return new JobConfig(newKafka, database, rules, checkpointInterval, lease);
  }

  /** The same job with checkpoints at an interval. */
  public JobConfig withCheckpointInterval(Duration interval) {
    return new JobConfig(kafka, database, rules, Optional.of(interval), lease);
  }

  /** The same job by other terms of its lease. */
  public JobConfig withLease(LeaseTerms newLease) {
    return new JobConfig(kafka, database, rules, checkpointInterval, newLease);
  }
}
