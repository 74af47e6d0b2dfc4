package dev.sluice.jobs.operators;

import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the payloads of a cell are added up and estimated, by the cell's registry and metric: in
 * another registry the same name may be another thing.
 */
final class Mechanisms {
  private final Map<String, Map<String, Mechanism>> byRegistryAndMetric;

  Mechanisms(Registries registries) {
    this.byRegistryAndMetric =
        registries.all().stream()
            .collect(Collectors.toMap(MetricRegistry::digestPrefix, Mechanisms::byMetric));
  }

  private static Map<String, Mechanism> byMetric(MetricRegistry registry) {
    return registry.metrics().stream().collect(Collectors.toMap(Metric::id, Metric::mechanism));
  }

  /** The mechanism of a cell; empty if the cell is of another registry. */
  Optional<Mechanism> find(Cell cell) {
    Map<String, Mechanism> byMetric =
        byRegistryAndMetric.getOrDefault(cell.registryDigest(), Map.of());
    return Optional.ofNullable(byMetric.get(cell.metric()));
  }

  /** The mechanism of a report's cell: it was admitted by one of the registries known here. */
  Mechanism of(Cell cell) {
    return find(cell)
        .orElseThrow(
            () -> new IllegalStateException("a report was admitted of an unregistered metric"));
  }
}
