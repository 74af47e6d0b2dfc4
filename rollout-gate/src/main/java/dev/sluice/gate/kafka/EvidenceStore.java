package dev.sluice.gate.kafka;

import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.CellReader;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.evidence.LeftOutCell;
import dev.sluice.gate.evidence.Reading;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of every cell. What cannot be read or judged is left out and counted; it
 * replaces what the cell was before, as it does in the compacted topic.
 */
final class EvidenceStore {
  private final CellReader reader;
  private final Map<String, Cell> cells = new HashMap<>();
  private final Map<String, Reading.Unused> leftOut = new HashMap<>();
  private final Map<LeftOut, Long> leftOutByReason = new EnumMap<>(LeftOut.class);

  EvidenceStore(CellReader reader) {
    this.reader = reader;
  }

  /** Takes one record of the aggregates topic. */
  void accept(String key, byte @Nullable [] value) {
    forget(key);
    if (value == null) {
      return;
    }
    Reading reading = read(key, value);
    if (reading instanceof Reading.Used used) {
      cells.put(key, used.cell());
    } else if (reading instanceof Reading.Unused unused) {
      leftOut.put(key, unused);
      leftOutByReason.merge(unused.reason(), 1L, Long::sum);
    }
  }

  private void forget(String key) {
    cells.remove(key);
    Reading.Unused unused = leftOut.remove(key);
    if (unused != null) {
      leftOutByReason.computeIfPresent(
          unused.reason(), (same, count) -> count == 1 ? null : count - 1);
    }
  }

  private Reading read(String key, byte[] value) {
    if (!(Codecs.AGGREGATE.decode(value) instanceof Decoded.Value<Aggregate> decoded)) {
      return new Reading.Unused(LeftOut.UNREADABLE);
    }
    Reading reading = reader.read(decoded.value());
    return reading instanceof Reading.Used used && !used.cell().key().equals(key)
        ? new Reading.Unused(LeftOut.OTHER_KEY)
        : reading;
  }

  Collection<Cell> cells() {
    return Collections.unmodifiableCollection(cells.values());
  }

  /** Cells that are left out now and could be read. */
  List<LeftOutCell> leftOutCells() {
    return leftOut.values().stream().flatMap(unused -> unused.cell().stream()).toList();
  }

  /** How many cells are left out now, by the reason. */
  Map<LeftOut, Long> leftOut() {
    return Map.copyOf(leftOutByReason);
  }
}
