package dev.sluice.jobs.kafka;

import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.LoggedRecord;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.admission.ReportJudge;
import dev.sluice.jobs.registry.RegistryTexts;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Judges the records of the log as they are read. It happens this early because the watermarks of
 * the partitions must follow the days of admitted reports only.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
final class JudgingDeserializer
    implements KafkaRecordDeserializationSchema<Either<AdmittedReport, RefusedReport>> {
  private static final long serialVersionUID = 1L;

  private final RegistryTexts registries;
  private final DayBounds dayBounds;

  private transient ReportJudge judge;

  JudgingDeserializer(RegistryTexts registries, DayBounds dayBounds) {
    this.registries = registries;
    this.dayBounds = dayBounds;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    judge = new ReportJudge(registries.parse(), dayBounds);
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> entry,
      Collector<Either<AdmittedReport, RefusedReport>> judged) {
    judged.collect(
        judge.judge(
            new LoggedRecord(entry.partition(), entry.offset(), entry.timestamp(), entry.value())));
  }

  @Override
  public TypeInformation<Either<AdmittedReport, RefusedReport>> getProducedType() {
    return new EitherTypeInfo<>(
        TypeInformation.of(AdmittedReport.class), TypeInformation.of(RefusedReport.class));
  }
}
