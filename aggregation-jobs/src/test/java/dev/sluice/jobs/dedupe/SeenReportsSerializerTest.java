package dev.sluice.jobs.dedupe;

import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;

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

  private static SeenReports withReports(int count) {
    SeenReports reports = new SeenReports();
    for (int i = 0; i < count; i++) {
      reports.see(i * 0x9E3779B97F4A7C15L, -i);
    }
    return reports;
  }
}
