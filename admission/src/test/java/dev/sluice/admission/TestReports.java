package dev.sluice.admission;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportId;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reports as devices make them: by the registry's own mechanisms, from a seed. */
final class TestReports {
  static final MetricRegistry REGISTRY = BundledRegistry.load();
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  static final long NOON_MILLIS = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();

  private final Random random;
  private final SeededRandomness noise;

  TestReports(long seed) {
    this.random = new Random(seed);
    this.noise = new SeededRandomness(seed);
  }

  /** A valid report of today about the quality of a model, encoded. */
  byte[] next() {
    return ReportFormat.encode(report("quality", "phone-8gb", REGISTRY.epsilonTiers().get(1)));
  }

  /** A valid report of today. */
  Report report(String metricId, String deviceClass, Epsilon epsilon) {
    Metric metric = REGISTRY.metric(metricId).orElseThrow();
    return Report.newBuilder()
        .setId(new ReportId(bytes()))
        .setRegistryDigest(Digests.fromHex(REGISTRY.digest()))
        .setModel(
            new ModelVersion(
                "tiny", "1.1.0", new Digest(bytes()), "Q8_0", "llama.cpp-b4916", "cpu"))
        .setBaseline(
            metric.design() == Design.PAIRED
                ? new Baseline("tiny", "1.0.0", new Digest(bytes()))
                : null)
        .setSuiteDigest(new Digest(bytes()))
        .setDeviceClass(deviceClass)
        .setDay(TODAY)
        .setMetric(metricId)
        .setMechanism(Mechanism.valueOf(metric.mechanism().kind().name()))
        .setNanoEpsilon(epsilon.nano())
        .setPayload(payload(metric, epsilon))
        .setPadding(ByteBuffer.allocate(0))
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
}
