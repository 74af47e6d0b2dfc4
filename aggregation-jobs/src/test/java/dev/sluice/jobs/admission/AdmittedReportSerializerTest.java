package dev.sluice.jobs.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestReports;
import dev.sluice.schemas.Report;
import java.io.IOException;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AdmittedReportSerializerTest {
  private final TestReports reports = new TestReports(12);

  @Test
  void reports_ofManyContexts_areReadAsTheyWereWritten() throws IOException {
    Random random = new Random(13);
    AdmittedReportSerializer writing = new AdmittedReportSerializer();
    AdmittedReportSerializer reading = writing.duplicate();
    for (int i = 0; i < 2_000; i++) {
      Report report = reports.any(TestReports.DAY.minusDays(i % 5));
      long[] payload = report.getPayload().stream().mapToLong(Long::longValue).toArray();
      AdmittedReport written =
          new AdmittedReport(random.nextLong(), TestContexts.of(report), payload);

      AdmittedReport read = reading.deserialize(new DataInputDeserializer(bytes(writing, written)));

      assertThat(read.idFingerprint()).isEqualTo(written.idFingerprint());
      assertThat(read.cell()).isEqualTo(TestContexts.cell(report));
      assertThat(read.payload()).isEqualTo(payload);
    }
  }

  @Test
  void reports_ofOneContext_shareIt() throws IOException {
    AdmittedReportSerializer serializer = new AdmittedReportSerializer();
    byte[] bytes =
        bytes(
            serializer,
            new AdmittedReport(
                1, TestContexts.of(reports.quality(TestReports.DAY)), new long[] {-5}));

    ReportContext first = serializer.deserialize(new DataInputDeserializer(bytes)).context();
    ReportContext second = serializer.deserialize(new DataInputDeserializer(bytes)).context();

    assertThat(second).isSameAs(first);
    assertThat(bytes).hasSizeLessThan(220);
  }

  @Test
  void type_ofAReport_isThisSerializersAndNotKryos() {
    assertThat(TypeInformation.of(AdmittedReport.class).createSerializer(null))
        .isInstanceOf(AdmittedReportSerializer.class);
  }

  private static byte[] bytes(AdmittedReportSerializer serializer, AdmittedReport report)
      throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(256);
    serializer.serialize(report, target);
    return target.getCopyOfBuffer();
  }
}
