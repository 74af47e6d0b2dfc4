package dev.sluice.probe.cycle;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportedModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.IntUnaryOperator;

/** Reports without a model: every metric has a value, and header and day are as told. */
final class ScriptedReports {
  static final MetricRegistry REGISTRY = BundledRegistry.load();

  /** A report leaves as soon as it is made. */
  static final SendDelay AT_ONCE =
      new SendDelay(Duration.ZERO, () -> Instant.EPOCH, uniform(bound -> 0));

  private ScriptedReports() {}

  /** No noise: coins fall on heads, and what is drawn from a range is as told. */
  static Randomness uniform(IntUnaryOperator draw) {
    return new Randomness() {
      @Override
      public int uniform(int bound) {
        return draw.applyAsInt(bound);
      }

      @Override
      public long bits63() {
        return 0;
      }

      @Override
      public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
        return value;
      }
    };
  }

  static Measurements measurements() {
    return metric ->
        metric.mechanism() instanceof RandomizedResponse
            ? new Measurement.Category(0)
            : new Measurement.Quantity(0.9);
  }

  static ReportHeader header(String model, String version, LocalDate day, Epsilon epsilon) {
    return new ReportHeader(
        new ReportedModel(
            model,
            version,
            new DigestPrefix(new byte[8]),
            Quantization.Q8_0,
            InferenceEngine.LLAMA_CPP,
            "b4916",
            KeyValueCacheType.F16,
            ComputeBackend.CPU,
            11),
        new DigestPrefix(new byte[8]),
        "phone-8gb",
        day,
        epsilon);
  }
}
