package dev.sluice.standalone.bench.reports;

import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.ReportBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Any number of different reports of one day: some thousand that were encoded beforehand, again and
 * again, each time under an id of its own. Making one costs a copy of its bytes.
 */
public final class ReportStream {
  private static final int TEMPLATES = 4096;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final List<byte[]> templates;
  private final SplittableRandom ids;
  private int next;

  private ReportStream(List<byte[]> templates, long seed) {
    this.templates = templates;
    this.ids = new SplittableRandom(seed);
  }

  /**
   * Reports by a registry.
   *
   * @param versions how many model versions take part, at least 1
   * @param seed the same seed, the same bytes
   */
  public static ReportStream of(MetricRegistry registry, int versions, LocalDate day, long seed) {
    return new ReportStream(new ReportMix(registry, versions, seed).reports(TEMPLATES, day), seed);
  }

  /** The next report. */
  public byte[] next() {
    byte[] report = templates.get(next).clone();
    next = next + 1 == templates.size() ? 0 : next + 1;
    LONGS.set(report, ReportBytes.ID_START, ids.nextLong());
    LONGS.set(report, ReportBytes.ID_START + Long.BYTES, ids.nextLong());
    return report;
  }

  /** The id of a report of this stream: the key that it has in Kafka. */
  public byte[] idOf(byte[] report) {
    return ReportBytes.idOf(report);
  }
}
