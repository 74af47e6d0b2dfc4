package dev.sluice.jobs.kafka;

import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.schemas.Topics;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.types.Either;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The topic that the job reads: from where the last checkpoint was, otherwise all of it. */
public final class ReportsTopic {
  private ReportsTopic() {}

  /** The judged reports. */
  public static KafkaSource<Either<AdmittedReport, RefusedReport>> source(
      KafkaAccess kafka, RegistryTexts registries, DayBounds dayBounds) {
    return KafkaSource.<Either<AdmittedReport, RefusedReport>>builder()
        .setProperties(kafka.clientProperties())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setBootstrapServers(kafka.bootstrapServers())
        .setGroupId(kafka.consumerGroup())
        .setTopics(Topics.REPORTS)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new JudgingDeserializer(registries, dayBounds))
        .build();
  }
}
