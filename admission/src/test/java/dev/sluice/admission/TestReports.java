package dev.sluice.admission;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Design;
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
import dev.sluice.schemas.ReportedBaseline;
import dev.sluice.schemas.ReportedModel;
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
        .setRegistryDigest(DigestPrefixes.fromHex(REGISTRY.digest()))
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
        .setBaseline(
            metric.design() == Design.PAIRED
                ? new ReportedBaseline("1.0.0", DigestPrefixes.truncate(bytes()))
                : null)
        .setSuiteDigest(DigestPrefixes.truncate(bytes()))
        .setDeviceClass(deviceClass(deviceClass))
        .setDay(TODAY)
        .setMetric(REGISTRY.metrics().indexOf(metric))
        .setEpsilonTier(REGISTRY.epsilonTiers().indexOf(epsilon))
        .setPayload(payload(metric, epsilon))
        .build();
  }

  /** Where a metric is in the registry. */
  static int metric(String id) {
    return REGISTRY.metrics().indexOf(REGISTRY.metric(id).orElseThrow());
  }

  /** Where a class is in the registry. */
  static int deviceClass(String name) {
    return REGISTRY.deviceClasses().indexOf(name);
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
