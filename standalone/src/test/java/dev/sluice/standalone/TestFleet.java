package dev.sluice.standalone;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportedModel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** Reports of devices that run one of two versions of a model, as a probe assembles them. */
final class TestFleet {
  private static final MetricRegistry REGISTRY = BundledRegistry.load();
  private static final Epsilon EPSILON = REGISTRY.epsilonTiers().get(2);

  private final String model;
  private final ReportAssembler assembler = new ReportAssembler(REGISTRY, new SecureRandomness());
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  /**
   * A fleet.
   *
   * @param model name of the model, which no other fleet on the same services has
   */
  TestFleet(String model) {
    this.model = model;
  }

  /** A policy that this fleet's reports cannot decide: one stage takes longer than they span. */
  String policy() {
    return """
    rollout: %1$s
    control: {name: %1$s, version: 1.0.0}
    candidate: {name: %1$s, version: 1.1.0}
    fallback: {name: %1$s, version: 1.0.0}
    stages: [5, 100]
    errorRate: 0.01
    horizonDays: 28
    minimumReports: 1000000
    guardrails:
      - {metric: quality, kind: required, harmBudget: 0.02}
    noData: hold
    """
        .formatted(model);
  }

  /** Reports with different ids, of today, over all versions, classes and metrics. */
  List<byte[]> reports(int count) {
    List<String> classes = REGISTRY.deviceClasses(Deployment.DEVICE);
    return IntStream.range(0, count)
        .mapToObj(i -> report(i % 2 == 0 ? "1.0.0" : "1.1.0", classes.get(i % classes.size())))
        .toList();
  }

  /** A report of a day that is too far back for any server. */
  byte[] oldReport() {
    return report(header("1.0.0", "edge-box", today.minusYears(1)));
  }

  private byte[] report(String version, String deviceClass) {
    return report(header(version, deviceClass, today));
  }

  private byte[] report(ReportHeader header) {
    Metric metric = assembler.draw(header).orElseThrow();
    return assembler.assemble(metric, new Measurement.Missing(), header);
  }

  private ReportHeader header(String version, String deviceClass, LocalDate day) {
    ReportedModel identity =
        new ReportedModel(
            model,
            version,
            digest(model + version),
            Quantization.Q8_0,
            InferenceEngine.LLAMA_CPP,
            "b4916",
            KeyValueCacheType.F16,
            ComputeBackend.CPU,
            11);
    return new ReportHeader(identity, digest("suites"), deviceClass, day, EPSILON);
  }

  private static DigestPrefix digest(String text) {
    return DigestPrefixes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
