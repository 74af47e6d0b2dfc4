package dev.sluice.ingest;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportId;
import dev.sluice.schemas.ReportedModel;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reports as devices make them: by the registry's own mechanisms, from a seed. */
public final class TestReports {
  public static final MetricRegistry REGISTRY = BundledRegistry.load();
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  public static final Clock NOON =
      Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

  private final MetricRegistry registry;
  private final Random random;
  private final SeededRandomness noise;

  public TestReports(long seed) {
    this(seed, REGISTRY);
  }

  /** Reports of devices that have another registry. */
  public TestReports(long seed, MetricRegistry registry) {
    this.registry = registry;
    this.random = new Random(seed);
    this.noise = new SeededRandomness(seed);
  }

  /** A valid report of today about the quality of a model, encoded. */
  public byte[] next() {
    return ReportFormat.encode(report("quality", "phone-8gb", registry.epsilonTiers().get(1)));
  }

  /** A valid report of a day. */
  public byte[] nextOf(LocalDate day) {
    Report report = report("quality", "phone-8gb", registry.epsilonTiers().get(1));
    return ReportFormat.encode(Report.newBuilder(report).setDay(day).build());
  }

  /** Valid reports with different ids. */
  public List<byte[]> next(int reports) {
    return java.util.stream.IntStream.range(0, reports).mapToObj(i -> next()).toList();
  }

  /** A valid report of today. */
  public Report report(String metricId, String deviceClass, Epsilon epsilon) {
    Metric metric = registry.metric(metricId).orElseThrow();
    return Report.newBuilder()
        .setId(new ReportId(bytes()))
        .setRegistryDigest(DigestPrefixes.fromHex(registry.digest()))
        .setModel(
            new ReportedModel(
                "tiny",
                "1.1.0",
                DigestPrefixes.truncate(bytes()),
                Quantization.Q8_0,
                InferenceEngine.LLAMA_CPP,
                "b4916",
                KeyValueCacheType.F16,
                ComputeBackend.CPU,
                11))
        .setSuiteDigest(DigestPrefixes.truncate(bytes()))
        .setDeviceClass(registry.deviceClasses().indexOf(deviceClass))
        .setDay(TODAY)
        .setMetric(registry.metrics().indexOf(metric))
        .setEpsilonTier(registry.epsilonTiers().indexOf(epsilon))
        .setPayload(payload(metric, epsilon))
        .build();
  }

  private List<Long> payload(Metric metric, Epsilon epsilon) {
    return Arrays.stream(metric.mechanism().encode(new Measurement.Missing(), epsilon, noise))
        .boxed()
        .toList();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The reports one after the other, as a batch's body. */
  public static byte[] batch(List<byte[]> reports) {
    ByteBuffer body = ByteBuffer.allocate(reports.stream().mapToInt(each -> each.length).sum());
    reports.forEach(body::put);
    return body.array();
  }
}
