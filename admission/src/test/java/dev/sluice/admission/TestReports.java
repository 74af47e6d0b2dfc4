package dev.sluice.admission;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Reports as devices make them: by the registry's own mechanisms, from a seed. */
final class TestReports {
  static final MetricRegistry REGISTRY = BundledRegistry.load();
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  static final long NOON_MILLIS = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();

  private final MetricRegistry registry;
  private final Random random;
  private final SeededRandomness noise;

  TestReports(long seed) {
    this(seed, REGISTRY);
  }

  /** Reports of devices that have another registry. */
  TestReports(long seed, MetricRegistry registry) {
    this.registry = registry;
    this.random = new Random(seed);
    this.noise = new SeededRandomness(seed);
  }

  /** A valid report of today about the quality of a model, encoded. */
  byte[] next() {
    return ReportFormat.encode(report("quality", "phone-8gb", REGISTRY.epsilonTiers().get(1)));
  }

  /** A valid report of today. */
  Report report(String metricId, String deviceClass, Epsilon epsilon) {
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
        .setBaseline(
            metric.design() == Design.PAIRED
                ? new ReportedBaseline("1.0.0", DigestPrefixes.truncate(bytes()))
                : null)
        .setSuiteDigest(DigestPrefixes.truncate(bytes()))
        .setDeviceClass(registry.deviceClasses().indexOf(deviceClass))
        .setDay(TODAY)
        .setMetric(registry.metrics().indexOf(metric))
        .setEpsilonTier(registry.epsilonTiers().indexOf(epsilon))
        .setPayload(payload(metric, epsilon))
        .build();
  }

  /**
   * A registry where every place is another metric and another class: those of the usual one, moved
   * by one.
   */
  static MetricRegistry withRotatedLists() throws RegistryException {
    String yaml = BundledRegistry.text();
    int start = yaml.indexOf("\n  - id:") + 1;
    List<String> metrics =
        new ArrayList<>(List.of(yaml.substring(start).split("(?m)^(?=  - id:)")));
    metrics.replaceAll(each -> each.endsWith("\n") ? each : each + "\n");
    Collections.rotate(metrics, 1);
    String classes = String.join(", ", REGISTRY.deviceClasses());
    List<String> rotated = new ArrayList<>(REGISTRY.deviceClasses());
    Collections.rotate(rotated, 1);
    String head = yaml.substring(0, start).replace(classes, String.join(", ", rotated));
    return RegistryParser.parse(head + String.join("", metrics), "rotated");
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
