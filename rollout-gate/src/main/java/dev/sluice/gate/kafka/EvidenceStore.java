package dev.sluice.gate.kafka;

import dev.sluice.gate.evidence.Cell;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest state of every cell. What cannot be read or judged is left out and counted. */
final class EvidenceStore {
  private final MetricRegistry registry;
  private final Map<String, Cell> cells = new HashMap<>();
  private long ignored;

  EvidenceStore(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Takes one record of the aggregates topic. */
  void accept(String key, byte @Nullable [] value) {
    if (value == null) {
      cells.remove(key);
      return;
    }
    Optional<Cell> cell = cell(value);
    if (cell.isEmpty() || !cell.get().key().equals(key)) {
      ignored++;
      return;
    }
    cells.put(key, cell.get());
  }

  private Optional<Cell> cell(byte[] value) {
    return Codecs.AGGREGATE.decode(value) instanceof Decoded.Value<Aggregate> decoded
        ? Cell.of(decoded.value(), registry)
        : Optional.empty();
  }

  Collection<Cell> cells() {
    return Collections.unmodifiableCollection(cells.values());
  }

  /** Records that were left out so far. */
  long ignored() {
    return ignored;
  }
}
