package dev.sluice.jobs.operators;

import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.DigestPrefixes;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the payloads of a cell are added up and estimated, by the cell's metric. It knows one
 * registry: in another one the same name may be another thing.
 */
final class Mechanisms {
  private final String registryDigest;
  private final Map<String, Mechanism> byMetric;

  Mechanisms(MetricRegistry registry) {
    // As much of it as cells have.
    this.registryDigest = DigestPrefixes.hex(DigestPrefixes.fromHex(registry.digest()));
    this.byMetric =
        registry.metrics().stream().collect(Collectors.toMap(Metric::id, Metric::mechanism));
  }

  /** The mechanism of a cell; empty if the cell is of another registry. */
  Optional<Mechanism> find(Cell cell) {
    return cell.registryDigest().equals(registryDigest)
        ? Optional.ofNullable(byMetric.get(cell.metric()))
        : Optional.empty();
  }

  /** The mechanism of a report's cell: it was admitted by the registry that is known here. */
  Mechanism of(Cell cell) {
    return find(cell)
        .orElseThrow(
            () -> new IllegalStateException("a report was admitted of an unregistered metric"));
  }
}
