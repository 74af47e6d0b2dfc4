package dev.sluice.standalone.chaos.traffic;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportBytes;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportId;
import dev.sluice.schemas.ReportedModel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes reports over some dozen cells, and bodies that only look like reports. */
public final class ReportMaker {
  /** Days of lateness that the job must be told for {@link #late} to be late. */
  public static final int LATENESS_DAYS = 2;

  private static final MetricRegistry REGISTRY = BundledRegistry.load();
  private static final List<String> CLASSES = List.of("phone-8gb", "laptop-16gb", "edge-box");
  private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0");
  private static final Metric QUALITY = REGISTRY.metric("quality").orElseThrow();
  private static final Metric OUTCOME = REGISTRY.metric("outcome").orElseThrow();
  private static final Epsilon EPSILON = Epsilon.of(1);

  /** Binary logarithm of 2,048 tokens. */
  private static final int CONTEXT = 11;

  private static final int LATE_DAYS = 10;
  private static final int FINGERPRINT_BYTE = 5;

  /** Behind two digests, three bytes of the day, and metric, class and tier. */
  private static final int NAME_LENGTH_AT =
      ReportBytes.CONTEXT_START + 2 * DigestPrefixes.BYTES + 3 + 3;

  private final RandomGenerator random;
  private final LocalDate today;

  /**
   * A maker.
   *
   * @param today the newest day that it reports
   */
  public ReportMaker(RandomGenerator random, LocalDate today) {
    this.random = random;
    this.today = today;
  }

  /** A report of today or yesterday that is to be counted. */
  public Report fresh() {
    return of(random.nextInt(4) == 0 ? today.minusDays(1) : today);
  }

  /** A report of today that is to be counted. */
  public Report freshOfToday() {
    return of(today);
  }

  /** A report of a day that the job has closed and the gateway still takes. */
  public Report late() {
    return of(today.minusDays(LATE_DAYS));
  }

  /** Another report under the same id: neither is to be counted. */
  public Report conflicting(Report first) {
    return Report.newBuilder(first).setSuiteDigest(digest("other suite")).build();
  }

  private Report of(LocalDate day) {
    boolean graded = random.nextInt(3) > 0;
    return Report.newBuilder()
        .setId(id())
        .setRegistryDigest(DigestPrefixes.fromHex(REGISTRY.digest()))
        .setModel(model(pick(VERSIONS)))
        .setSuiteDigest(digest("suite"))
        .setDeviceClass(REGISTRY.deviceClasses().indexOf(pick(CLASSES)))
        .setDay(day)
        .setMetric(REGISTRY.metrics().indexOf(graded ? QUALITY : OUTCOME))
        .setEpsilonTier(REGISTRY.epsilonTiers().indexOf(EPSILON))
        .setPayload(List.of((long) (graded ? random.nextInt(-3000, 4000) : random.nextInt(2))))
        .build();
  }

  /** Bytes of a report's length that are none: one bit too many, another schema, absurd numbers. */
  public byte[] hostile() {
    byte[] bytes = ReportFormat.encode(fresh());
    switch (random.nextInt(5)) {
      case 0 -> bytes[FINGERPRINT_BYTE] ^= (byte) 0x40;
      case 1 -> bytes[bytes.length - 1] = 1;
      case 2 -> bytes = Arrays.copyOf(bytes, bytes.length - 1 - random.nextInt(100));
      case 3 -> bytes = padded(overflowing());
      default -> Arrays.fill(bytes, NAME_LENGTH_AT, NAME_LENGTH_AT + 20, (byte) 0xFF);
    }
    return bytes;
  }

  /** More bytes than any report may have. */
  public byte[] oversized() {
    byte[] bytes = new byte[2 * 1024 * 1024];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A payload whose square overflows, under a valid header. */
  private Report overflowing() {
    return Report.newBuilder(fresh())
        .setPayload(List.of(Long.MAX_VALUE - random.nextInt()))
        .build();
  }

  private static byte[] padded(Report report) {
    return Arrays.copyOf(Codecs.REPORT.encode(report), ReportFormat.BYTES);
  }

  private ReportId id() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new ReportId(id);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static ReportedModel model(String version) {
    return new ReportedModel(
        "chaos",
        version,
        digest(version),
        Quantization.Q8_0,
        InferenceEngine.LLAMA_CPP,
        "b4916",
        KeyValueCacheType.F16,
        ComputeBackend.CPU,
        CONTEXT);
  }

  private static DigestPrefix digest(String text) {
    return DigestPrefixes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
