package dev.sluice.standalone.chaos.oracle;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Mechanism;
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
        TopicKeys.of(report.getModel()),
        report.getBaseline() == null ? "-" : TopicKeys.of(report.getBaseline()),
        Digests.hex(report.getRegistryDigest()),
        Digests.hex(report.getSuiteDigest()),
        report.getDeviceClass(),
        report.getDay().toString(),
        report.getMetric(),
        report.getMechanism().name(),
        Long.toString(report.getNanoEpsilon()));
  }

  static Sums sums(Report report) {
    if (report.getMechanism() == Mechanism.RANDOMIZED_RESPONSE) {
      int slots = REGISTRY.metric(report.getMetric()).orElseThrow().mechanism().slots();
      List<Long> chosen = new ArrayList<>(Collections.nCopies(slots, 0L));
      chosen.set(report.getPayload().get(0).intValue(), 1L);
      return new Sums(1, chosen, chosen);
    }
    return new Sums(
        1, report.getPayload(), report.getPayload().stream().map(value -> value * value).toList());
  }
}
