package dev.sluice.proof.audit;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;

/**
 * A device whose run went well, or crashed, as its observers see it: they look at which metric it
 * reports on. Nothing at all may show there.
 */
final class DrawTarget {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final DigestPrefix NOTHING = new DigestPrefix(new byte[8]);
  private static final ReportHeader HEADER =
      new ReportHeader(
          new ReportedModel(
              "tiny",
              "1.0.0",
              NOTHING,
              Quantization.UNKNOWN,
              InferenceEngine.OTHER,
              "none",
              KeyValueCacheType.UNKNOWN,
              ComputeBackend.UNKNOWN,
              0),
          NOTHING,
          "phone-8gb",
          DAY,
          Epsilon.of(1));

  private DrawTarget() {}

  /**
   * The claim of epsilon 1.
   *
   * @param again whether the device draws again until it has drawn what it could measure
   */
  static Target of(MetricRegistry registry, boolean again) {
    return new Target(
        "draw",
        1,
        () -> {
          ReportAssembler assembler = new ReportAssembler(registry, new SecureRandomness());
          return run -> report(assembler, run, again);
        },
        new Measurement.Quantity(0.9),
        new Measurement.Missing(),
        report -> registry.metrics().get(report.getMetric()).id().equals("outcome") ? 1 : 0,
        0.2);
  }

  private static byte[] report(ReportAssembler assembler, Measurement run, boolean again) {
    Metric metric = draw(assembler);
    while (again && of(run, metric) instanceof Measurement.Missing) {
      metric = draw(assembler);
    }
    return assembler.assemble(metric, of(run, metric), HEADER);
  }

  private static Metric draw(ReportAssembler assembler) {
    return assembler.draw(HEADER).orElseThrow();
  }

  /** What has categories, as the outcome of a run, is known also where the run crashed. */
  private static Measurement of(Measurement run, Metric metric) {
    return !metric.quantity().categories().isEmpty()
        ? new Measurement.Category(run instanceof Measurement.Missing ? 1 : 0)
        : run;
  }
}
