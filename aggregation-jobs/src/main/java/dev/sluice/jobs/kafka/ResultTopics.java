package dev.sluice.jobs.kafka;

import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.jobs.registry.RegistryText;
import dev.sluice.jobs.tallies.TallyCount;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The topics that the job writes, in transactions that end with its checkpoints: who reads
 * committed records sees each result once, and only states that the job can no longer lose.
 */
public final class ResultTopics {
  private ResultTopics() {}

  /** The newest state of every cell. */
  public static KafkaSink<CellTotals> aggregates(
      KafkaAccess kafka, RegistryText registry, long minimumCohort) {
    return aggregates(kafka, registry, minimumCohort, DeliveryGuarantee.EXACTLY_ONCE);
  }

  /** The same by another guarantee: what exactly once costs is measured beside at least once. */
  public static KafkaSink<CellTotals> aggregates(
      KafkaAccess kafka, RegistryText registry, long minimumCohort, DeliveryGuarantee guarantee) {
    return sink(kafka, "aggregates", new AggregateRecords(registry, minimumCohort), guarantee);
  }

  /** What became of the reports. */
  public static KafkaSink<TallyCount> tallies(KafkaAccess kafka) {
    return tallies(kafka, DeliveryGuarantee.EXACTLY_ONCE);
  }

  /** The same by another guarantee. */
  public static KafkaSink<TallyCount> tallies(KafkaAccess kafka, DeliveryGuarantee guarantee) {
    return sink(kafka, "tallies", new TallyRecords(), guarantee);
  }

  /** What was refused. */
  public static KafkaSink<RefusedReport> deadLetters(KafkaAccess kafka) {
    return deadLetters(kafka, DeliveryGuarantee.EXACTLY_ONCE);
  }

  /** The same by another guarantee. */
  public static KafkaSink<RefusedReport> deadLetters(
      KafkaAccess kafka, DeliveryGuarantee guarantee) {
    return sink(kafka, "dead-letters", new DeadLetterRecords(), guarantee);
  }

  private static <T> KafkaSink<T> sink(
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
