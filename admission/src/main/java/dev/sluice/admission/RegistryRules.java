package dev.sluice.admission;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Report;
import java.util.Optional;

/**
 * What one registry has to say about a well-formed report that names it. In another registry the
 * same places are other things.
 */
final class RegistryRules {
  private final MetricRegistry registry;
  private final DigestPrefix digest;

  RegistryRules(MetricRegistry registry) {
    this.registry = registry;
    this.digest = DigestPrefixes.fromHex(registry.digest());
  }

  /** What a report says in full, or the first thing that is wrong with it. */
  sealed interface Finding {
    record Sound(Metric metric, String deviceClass, Epsilon epsilon) implements Finding {}

    record Wrong(Refusal refusal) implements Finding {}
  }

  /** Whether a report names this registry. */
  boolean areOf(Report report) {
    return digest.equals(report.getRegistryDigest());
  }

  /** Looks a report up, of which {@link #areOf} is true. */
  Finding look(Report report, long[] payload) {
    Optional<Metric> metric = registry.metricAt(report.getMetric());
    if (metric.isEmpty()) {
      return new Finding.Wrong(Refusal.UNKNOWN_METRIC);
    }
    Optional<Epsilon> epsilon = registry.epsilonTierAt(report.getEpsilonTier());
    if (epsilon.isEmpty() || epsilon.get().compareTo(metric.get().epsilon()) > 0) {
      return new Finding.Wrong(Refusal.UNKNOWN_EPSILON_TIER);
    }
    Optional<String> deviceClass = registry.deviceClassAt(report.getDeviceClass());
    if (deviceClass.isEmpty()) {
      return new Finding.Wrong(Refusal.UNKNOWN_DEVICE_CLASS);
    }
    Finding.Sound said = new Finding.Sound(metric.get(), deviceClass.get(), epsilon.get());
    return objection(report, payload, said).<Finding>map(Finding.Wrong::new).orElse(said);
  }

  private static Optional<Refusal> objection(Report report, long[] payload, Finding.Sound said) {
    Metric metric = said.metric();
    if (!metric.availableOn(said.deviceClass())) {
      return Optional.of(Refusal.METRIC_UNAVAILABLE);
    }
    if ((metric.design() == Design.PAIRED) != (report.getBaseline() != null)) {
      return Optional.of(Refusal.BASELINE_MISMATCH);
    }
    if (!metric.mechanism().admits(payload, said.epsilon())) {
      return Optional.of(Refusal.IMPOSSIBLE_PAYLOAD);
    }
    return report.getDay().isAfter(metric.expires())
        ? Optional.of(Refusal.METRIC_EXPIRED)
        : Optional.empty();
  }
}
