package dev.sluice.jobs.kafka;

import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.jobs.lease.LeaseGuard;
import dev.sluice.jobs.tallies.TallyCount;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The topics that the job writes, in transactions that end with its checkpoints: who reads
 * committed records sees each result once, and only states that the job can no longer lose. One job
 * writes them: without the lease there is no writer.
 */
public final class ResultTopics {
  private ResultTopics() {}

  /** The newest state of every cell. */
  public static Sink<CellTotals> aggregates(
      KafkaAccess kafka, long minimumCohort, LeaseGuard guard) {
    return aggregates(kafka, minimumCohort, guard, DeliveryGuarantee.EXACTLY_ONCE);
  }

  /** The same by another guarantee: what exactly once costs is measured beside at least once. */
  public static Sink<CellTotals> aggregates(
      KafkaAccess kafka, long minimumCohort, LeaseGuard guard, DeliveryGuarantee guarantee) {
    return sink(kafka, "aggregates", new AggregateRecords(minimumCohort), guard, guarantee);
  }

  /** What became of the reports. */
  public static Sink<TallyCount> tallies(KafkaAccess kafka, LeaseGuard guard) {
    return tallies(kafka, guard, DeliveryGuarantee.EXACTLY_ONCE);
  }

  /** The same by another guarantee. */
  public static Sink<TallyCount> tallies(
      KafkaAccess kafka, LeaseGuard guard, DeliveryGuarantee guarantee) {
    return sink(kafka, "tallies", new TallyRecords(), guard, guarantee);
  }

  /** What was refused. */
  public static Sink<RefusedReport> deadLetters(KafkaAccess kafka, LeaseGuard guard) {
    return deadLetters(kafka, guard, DeliveryGuarantee.EXACTLY_ONCE);
  }

  /** The same by another guarantee. */
  public static Sink<RefusedReport> deadLetters(
      KafkaAccess kafka, LeaseGuard guard, DeliveryGuarantee guarantee) {
    return sink(kafka, "dead-letters", new DeadLetterRecords(), guard, guarantee);
  }

  private static <T> Sink<T> sink(
      KafkaAccess kafka,
      String name,
      TopicRecords<T> records,
      LeaseGuard guard,
      DeliveryGuarantee guarantee) {
    return new LeasedTopicSink<>(unguarded(kafka, name, records, guarantee), guard);
  }

  private static <T> KafkaSink<T> unguarded(
      KafkaAccess kafka, String name, TopicRecords<T> records, DeliveryGuarantee guarantee) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(kafka.clientProperties())
        .setBootstrapServers(kafka.bootstrapServers())
        .setDeliveryGuarantee(guarantee)
        .setTransactionalIdPrefix(kafka.transactionalIdPrefix() + "-" + name)
        // Few names, used again and again, where a new name for each checkpoint would have the
        // brokers remember thousands of them for a week.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            Long.toString(kafka.transactionTimeout().toMillis()))
        .setRecordSerializer(records)
        .build();
  }
}
