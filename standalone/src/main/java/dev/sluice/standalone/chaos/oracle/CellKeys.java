package dev.sluice.standalone.chaos.oracle;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.ModelVersions;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.TopicKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which cell a report belongs to and what it adds to it, by what docs/contracts.md says. */
final class CellKeys {
  private static final MetricRegistry REGISTRY = BundledRegistry.load();

  private CellKeys() {}

  static String of(Report report) {
    return String.join(
        "/",
        TopicKeys.of(ModelVersions.of(report.getModel())),
        ModelVersions.baselineOf(report).map(TopicKeys::of).orElse("-"),
        DigestPrefixes.hex(report.getRegistryDigest()),
        DigestPrefixes.hex(report.getSuiteDigest()),
        REGISTRY.deviceClasses().get(report.getDeviceClass()),
        report.getDay().toString(),
        metric(report).id(),
        metric(report).mechanism().kind().name(),
        Long.toString(REGISTRY.epsilonTiers().get(report.getEpsilonTier()).nano()));
  }

  /** Only reports that were made with this registry are looked at. */
  private static Metric metric(Report report) {
    return REGISTRY.metrics().get(report.getMetric());
  }

  static Sums sums(Report report) {
    if (metric(report).mechanism() instanceof RandomizedResponse response) {
      List<Long> chosen = new ArrayList<>(Collections.nCopies(response.slots(), 0L));
      chosen.set(report.getPayload().get(0).intValue(), 1L);
      return new Sums(1, chosen, chosen);
    }
    return new Sums(
        1, report.getPayload(), report.getPayload().stream().map(value -> value * value).toList());
  }
}
