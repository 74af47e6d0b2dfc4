package dev.sluice.proof.audit;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What an attacker reads off the reports of one fresh device that is asked again and again. */
final class Haul {
  /** Beside these two, a report must say the same whatever was measured. */
  private static final ReportId NO_ID = new ReportId(new byte[16]);

  private static final List<Long> NO_PAYLOAD = List.of();
  private static final int LEAST_VARIED = 30;

  private final double[] statistics;
  private final long[] ids;
  private final Set<String> openly = new TreeSet<>();

  private Haul(int reports) {
    statistics = new double[reports];
    ids = new long[reports];
  }

  /**
   * Collects reports.
   *
   * @throws IllegalStateException if the bytes are no report
   */
  static Haul collect(Target target, Measurement measurement, int reports) {
    Haul haul = new Haul(reports);
    Emitter device = target.devices().get();
    Report last = null;
    for (int i = 0; i < reports; i++) {
      byte[] bytes = device.emit(measurement);
      Report report = decoded(bytes);
      haul.statistics[i] = target.statistic().of(report);
      haul.ids[i] = ByteBuffer.wrap(report.getId().bytes()).getLong();
      if (last == null || !saysOpenlyTheSame(report, last)) {
        haul.openly.add(bytes.length + " bytes: " + openly(report));
      }
      last = report;
    }
    return haul;
  }

  private static Report decoded(byte[] bytes) {
    if (ReportFormat.decode(bytes) instanceof Decoded.Value<Report> value) {
      return value.value();
    }
    throw new IllegalStateException("a device emitted " + bytes.length + " bytes, not a report");
  }

  private static boolean saysOpenlyTheSame(Report one, Report other) {
    return one.getMetric() == other.getMetric()
        && one.getEpsilonTier() == other.getEpsilonTier()
        && one.getDay().equals(other.getDay())
        && one.getDeviceClass() == other.getDeviceClass()
        && one.getModel().equals(other.getModel())
        && one.getSuiteDigest().equals(other.getSuiteDigest())
        && one.getRegistryDigest().equals(other.getRegistryDigest())
        && Objects.equals(one.getBaseline(), other.getBaseline())
        && one.getPayload().size() == other.getPayload().size();
  }

  private static String openly(Report report) {
    return report.getPayload().size()
        + " numbers, "
        + Report.newBuilder(report).setId(NO_ID).setPayload(NO_PAYLOAD).build();
  }

  /** Statistics of several hauls, ascending. */
  static double[] sorted(List<Haul> hauls) {
    double[] all = hauls.stream().flatMapToDouble(haul -> Arrays.stream(haul.statistics)).toArray();
    Arrays.sort(all);
    return all;
  }

  /** Whether some id is there twice; by chance, less than once in a million audits. */
  static boolean repeatIds(List<Haul> hauls) {
    long[] all = hauls.stream().flatMapToLong(haul -> Arrays.stream(haul.ids)).sorted().toArray();
    for (int i = 1; i < all.length; i++) {
      if (all[i] == all[i - 1]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether some device's reports tell of the ones before: a correlation of neighbours eight
   * standard errors from none, or no variation at all. Not asked where too few reports say anything
   * but the likeliest thing.
   *
   * @param likely probability of the likeliest thing to say
   */
  static boolean repeatNoise(List<Haul> hauls, double likely) {
    return hauls.stream()
        .filter(haul -> haul.statistics.length * (1 - likely) >= LEAST_VARIED)
        .anyMatch(haul -> Math.abs(haul.serialCorrelation()) > 8 / Math.sqrt(haul.ids.length));
  }

  private double serialCorrelation() {
    double mean = Arrays.stream(statistics).average().orElseThrow();
    double variation = 0;
    double common = 0;
    for (int i = 0; i < statistics.length; i++) {
      double deviation = statistics[i] - mean;
      variation += deviation * deviation;
      common += i == 0 ? 0 : deviation * (statistics[i - 1] - mean);
    }
    return variation == 0 ? 1 : common / variation;
  }

  /** Whether the reports differ in anything but id and payload. */
  static boolean differOpenly(List<Haul> hauls) {
    return hauls.stream().flatMap(haul -> haul.openly.stream()).distinct().count() > 1;
  }
}
