package dev.sluice.jobs.operators;

import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.util.Map;
import java.util.stream.Collectors;

/** How the payloads of a cell are added up, by the cell's metric. */
final class Mechanisms {
  private final Map<String, Mechanism> byMetric;

  Mechanisms(MetricRegistry registry) {
    this.byMetric =
        registry.metrics().stream().collect(Collectors.toMap(Metric::id, Metric::mechanism));
  }

  Mechanism of(Cell cell) {
    Mechanism mechanism = byMetric.get(cell.metric());
    if (mechanism == null) {
      throw new IllegalStateException("a report was admitted of an unregistered metric");
    }
    return mechanism;
  }
}
