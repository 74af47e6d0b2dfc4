package dev.sluice.admission;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.Report;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the registry has to say against a well-formed report. */
final class RegistryRules {
  private final Digest digest;
  private final Set<String> deviceClasses;
  private final Map<Long, Epsilon> tiers = new HashMap<>();
  private final Map<String, RegisteredMetric> metrics = new HashMap<>();

  RegistryRules(MetricRegistry registry) {
    this.digest = Digests.fromHex(registry.digest());
    this.deviceClasses = Set.copyOf(registry.deviceClasses());
    registry.epsilonTiers().forEach(tier -> tiers.put(tier.nano(), tier));
    registry.metrics().forEach(metric -> metrics.put(metric.id(), RegisteredMetric.of(metric)));
  }

  /** A metric beside the name that its mechanism has on the wire. */
  private record RegisteredMetric(Metric metric, Mechanism wireMechanism) {
    static RegisteredMetric of(Metric metric) {
      return new RegisteredMetric(metric, Mechanism.valueOf(metric.mechanism().kind().name()));
    }
  }

  Optional<Refusal> objection(Report report, long[] payload) {
    if (!digest.equals(report.getRegistryDigest())) {
      return Optional.of(Refusal.REGISTRY_MISMATCH);
    }
    RegisteredMetric registered = metrics.get(report.getMetric());
    if (registered == null) {
      return Optional.of(Refusal.UNKNOWN_METRIC);
    }
    if (registered.wireMechanism() != report.getMechanism()) {
      return Optional.of(Refusal.WRONG_MECHANISM);
    }
    Epsilon epsilon = tiers.get(report.getNanoEpsilon());
    if (epsilon == null || epsilon.compareTo(registered.metric().epsilon()) > 0) {
      return Optional.of(Refusal.UNKNOWN_EPSILON_TIER);
    }
    return objection(report, payload, registered.metric(), epsilon);
  }

  /** Of a report to which there is no objection. */
  AdmittedContext context(Report report, DayBounds days) {
    RegisteredMetric registered = metrics.get(report.getMetric());
    Epsilon epsilon = tiers.get(report.getNanoEpsilon());
    if (registered == null || epsilon == null) {
      throw new IllegalArgumentException("the report was not admitted by this registry");
    }
    return new AdmittedContext(
        report.getDay().toEpochDay(), registered.metric().mechanism(), epsilon, days);
  }

  private Optional<Refusal> objection(
      Report report, long[] payload, Metric metric, Epsilon epsilon) {
    if (!deviceClasses.contains(report.getDeviceClass())) {
      return Optional.of(Refusal.UNKNOWN_DEVICE_CLASS);
    }
    if (!metric.availableOn(report.getDeviceClass())) {
      return Optional.of(Refusal.METRIC_UNAVAILABLE);
    }
    if ((metric.design() == Design.PAIRED) != (report.getBaseline() != null)) {
      return Optional.of(Refusal.BASELINE_MISMATCH);
    }
    if (!metric.mechanism().admits(payload, epsilon)) {
      return Optional.of(Refusal.IMPOSSIBLE_PAYLOAD);
    }
    return report.getDay().isAfter(metric.expires())
        ? Optional.of(Refusal.METRIC_EXPIRED)
        : Optional.empty();
  }
}
