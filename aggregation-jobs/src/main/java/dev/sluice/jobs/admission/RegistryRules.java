package dev.sluice.jobs.admission;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Report;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a registry says of a report whose format is in order. */
final class RegistryRules {
  private final Digest digest;
  private final Set<String> deviceClasses;
  private final Set<Long> nanoEpsilons;
  private final Map<String, Metric> metrics;

  RegistryRules(MetricRegistry registry) {
    this.digest = Digests.fromHex(registry.digest());
    this.deviceClasses = Set.copyOf(registry.deviceClasses());
    this.nanoEpsilons =
        registry.epsilonTiers().stream().map(Epsilon::nano).collect(Collectors.toSet());
    this.metrics =
        registry.metrics().stream().collect(Collectors.toMap(Metric::id, Function.identity()));
  }

  Optional<Refusal> objection(Report report, long[] payload) {
    if (!report.getRegistryDigest().equals(digest)) {
      return Optional.of(Refusal.REGISTRY_MISMATCH);
    }
    if (!deviceClasses.contains(report.getDeviceClass())) {
      return Optional.of(Refusal.UNKNOWN_DEVICE_CLASS);
    }
    if (!nanoEpsilons.contains(report.getNanoEpsilon())) {
      return Optional.of(Refusal.UNKNOWN_EPSILON_TIER);
    }
    Metric metric = metrics.get(report.getMetric());
    return metric == null
        ? Optional.of(Refusal.UNKNOWN_METRIC)
        : objection(report, payload, metric);
  }

  private static Optional<Refusal> objection(Report report, long[] payload, Metric metric) {
    if (report.getDay().isAfter(metric.expires())) {
      return Optional.of(Refusal.METRIC_EXPIRED);
    }
    if (!metric.availableOn(report.getDeviceClass())) {
      return Optional.of(Refusal.METRIC_UNAVAILABLE);
    }
    if (!metric.mechanism().kind().name().equals(report.getMechanism().name())) {
      return Optional.of(Refusal.WRONG_MECHANISM);
    }
    Epsilon epsilon = new Epsilon(report.getNanoEpsilon());
    if (epsilon.compareTo(metric.epsilon()) > 0) {
      return Optional.of(Refusal.UNKNOWN_EPSILON_TIER);
    }
    return metric.mechanism().admits(payload, epsilon)
        ? Optional.empty()
        : Optional.of(Refusal.IMPOSSIBLE_PAYLOAD);
  }
}
