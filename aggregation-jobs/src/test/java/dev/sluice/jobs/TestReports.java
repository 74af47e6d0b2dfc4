package dev.sluice.jobs;

import dev.sluice.admission.Admission;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportId;
import dev.sluice.schemas.ReportedBaseline;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reports of the bundled registry, seeded, with any payload that its mechanism admits. */
public final class TestReports {
  public static final MetricRegistry REGISTRY = BundledRegistry.load();
  public static final LocalDate DAY = LocalDate.of(2026, 1, 15);

  public static final ReportedBaseline BASELINE = new ReportedBaseline("0.9.0", filled(5));

  private final Random random;

  public TestReports(long seed) {
    this.random = new Random(seed);
  }

  /** A report of a random metric, model version, class and privacy loss. */
  public Report any(LocalDate day) {
    String deviceClass = pick(REGISTRY.deviceClasses());
    Metric metric = pick(REGISTRY.metrics(pick(List.of(Design.values())), deviceClass));
    Epsilon epsilon = pick(REGISTRY.epsilonTiers().subList(1, 3));
    return Report.newBuilder(quality(day))
        .setModel(model(random.nextBoolean() ? "1.0.0" : "1.1.0"))
        .setBaseline(metric.design() == Design.PAIRED ? BASELINE : null)
        .setDeviceClass(REGISTRY.deviceClasses().indexOf(deviceClass))
        .setMetric(REGISTRY.metrics().indexOf(metric))
        .setEpsilonTier(REGISTRY.epsilonTiers().indexOf(epsilon))
        .setPayload(payload(metric, epsilon))
        .build();
  }

  /** A report of quality, with a fresh id. */
  public Report quality(LocalDate day) {
    return Report.newBuilder()
        .setId(freshId())
        .setRegistryDigest(DigestPrefixes.fromHex(REGISTRY.digest()))
        .setModel(model("1.1.0"))
        .setSuiteDigest(filled(4))
        .setDeviceClass(deviceClass("phone-8gb"))
        .setDay(day)
        .setMetric(metric("quality"))
        .setEpsilonTier(REGISTRY.epsilonTiers().indexOf(Epsilon.of(1)))
        .setPayload(List.of((long) random.nextInt(-3000, 4000)))
        .build();
  }

  /** Where a metric is in the registry. */
  public static int metric(String id) {
    return REGISTRY.metrics().indexOf(REGISTRY.metric(id).orElseThrow());
  }

  /** Where a class is in the registry. */
  public static int deviceClass(String name) {
    return REGISTRY.deviceClasses().indexOf(name);
  }

  /** A report with what it names by numbers said in full, as admission hands it on. */
  public static Admission.Admitted admitted(Report report) {
    return new Admission.Admitted(
        report,
        0,
        REGISTRY.metricAt(report.getMetric()).orElseThrow(),
        REGISTRY.deviceClassAt(report.getDeviceClass()).orElseThrow(),
        REGISTRY.epsilonTierAt(report.getEpsilonTier()).orElseThrow(),
        report.getPayload().stream().mapToLong(Long::longValue).toArray());
  }

  public ReportId freshId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new ReportId(id);
  }

  private List<Long> payload(Metric metric, Epsilon epsilon) {
    if (metric.mechanism() instanceof RandomizedResponse response) {
      return List.of((long) random.nextInt(response.categories().size()));
    }
    if (metric.mechanism() instanceof Piecewise) {
      return List.of((long) random.nextInt(ClippedRange.STEPS));
    }
    int reach = (int) (2000 / epsilon.value());
    List<Long> payload = new ArrayList<>();
    int length = metric.mechanism() instanceof HistogramLaplace h ? h.payloadLength() : 1;
    for (int i = 0; i < length; i++) {
      payload.add((long) random.nextInt(-reach, reach));
    }
    return payload;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static ReportedModel model(String version) {
    return model("tiny", version);
  }

  static ReportedModel model(String name, String version) {
    return new ReportedModel(
        name,
        version,
        filled(2),
        Quantization.Q8_0,
        InferenceEngine.LLAMA_CPP,
        "b4916",
        KeyValueCacheType.F16,
        ComputeBackend.CPU,
        11);
  }

  private static DigestPrefix filled(int value) {
    byte[] bytes = new byte[DigestPrefixes.BYTES];
    Arrays.fill(bytes, (byte) value);
    return new DigestPrefix(bytes);
  }
}
