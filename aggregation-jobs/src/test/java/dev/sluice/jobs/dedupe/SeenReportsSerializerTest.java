package dev.sluice.jobs.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.cells.CellId;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Flink's own tests of a serializer: round trips, copies, streams of values, snapshots. */
class SeenReportsSerializerTest extends SerializerTestBase<SeenReports> {

  @Override
  protected TypeSerializer<SeenReports> createSerializer() {
    return SeenReportsSerializer.INSTANCE;
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<SeenReports> getTypeClass() {
    return SeenReports.class;
  }

  /** Around the sizes at which the table grows. */
  @Override
  protected SeenReports[] getTestData() {
    return IntStream.of(0, 1, 6, 7, 12, 13, 1000)
        .mapToObj(SeenReportsSerializerTest::withReports)
        .toArray(SeenReports[]::new);
  }

  /** What the state of a job costs: an id and what its report said. */
  @Test
  void serialize_reportsOfOneNumber_takesTwelveBytesAnId() throws Exception {
    SeenReports reports = new SeenReports();
    for (int i = 0; i < 10_000; i++) {
      reports.see(i * 0x9E3779B97F4A7C15L, new CellId(i % 48, 7), new long[] {i % 8_000 - 4_000});
    }
    DataOutputSerializer bytes = new DataOutputSerializer(1 << 17);
    SeenReportsSerializer.INSTANCE.serialize(reports, bytes);

    assertThat(bytes.length() / 10_000.0).isBetween(8.0, 12.0);
  }

  private static SeenReports withReports(int count) {
    SeenReports reports = new SeenReports();
    for (int i = 0; i < count; i++) {
      long id = i * 0x9E3779B97F4A7C15L;
      long[] payload = i % 5 == 0 ? new long[] {i, -i, i << 20} : new long[] {-i};
      reports.see(id, new CellId(i % 7, -i % 7), payload);
      if (i % 10 == 3) {
        reports.withdraw(id);
      }
    }
    return reports;
  }
}
