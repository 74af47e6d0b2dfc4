package dev.sluice.standalone.bench.gateway;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.standalone.bench.reports.ReportStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The bytes that both sides send, made before anything is measured, and sent again and again. */
final class Bodies {
  private static final long SEED = 11;
  private static final int DISTINCT = 20_000;

  private Bodies() {}

  /** Some thousand reports of today and their ids, the same in every process. */
  static List<Keyed> reports() {
    ReportStream stream =
        ReportStream.of(BundledRegistry.load(), 2, LocalDate.now(Clock.systemUTC()), SEED);
    List<Keyed> reports = new ArrayList<>(DISTINCT);
    for (int i = 0; i < DISTINCT; i++) {
      byte[] report = stream.next();
      reports.add(new Keyed(stream.idOf(report), report));
    }
    return reports;
  }

  /** The same reports as bodies of requests. */
  static List<byte[]> requests(int reportsEach) {
    List<Keyed> reports = reports();
    List<byte[]> bodies = new ArrayList<>();
    for (int from = 0; from + reportsEach <= reports.size(); from += reportsEach) {
      byte[] body = new byte[reportsEach * ReportFormat.BYTES];
      for (int i = 0; i < reportsEach; i++) {
        byte[] report = reports.get(from + i).report();
        System.arraycopy(report, 0, body, i * ReportFormat.BYTES, report.length);
      }
      bodies.add(body);
    }
    return bodies;
  }

  /** A report beside its id. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Keyed(byte[] id, byte[] report) {}
}
