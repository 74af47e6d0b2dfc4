package dev.sluice.jobs.operators;

import dev.sluice.jobs.dedupe.SeenReports;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The memories of seen reports that are in use at the moment, by their key: each is read from state
 * once and written once between two flushes, and not once a report. With RocksDB, where reading is
 * decoding, this is what a report costs.
 *
 * <p>Emptied before every checkpoint, so that each checkpoint has all of it. What is taken from the
 * state after one is a copy where that one is still being written, and so may be changed.
 */
final class HeldMemories {
  /** Some tens of megabytes. */
  private static final long MOST_IDS = 1 << 20;

  private final ValueState<SeenReports> state;
  private final Map<Long, SeenReports> held = new HashMap<>();
  private long ids;

  /** Nothing is held yet of a state of the present key. */
  HeldMemories(ValueState<SeenReports> state) {
    this.state = state;
  }

  /** The memory of the present key, null if there is none yet. */
  @Nullable SeenReports of(Long key) throws Exception {
    SeenReports memory = held.get(key);
    if (memory == null) {
      memory = state.value();
      if (memory != null) {
        put(key, memory);
      }
    }
    return memory;
  }

  /** A new memory of the present key. */
  void put(Long key, SeenReports memory) {
    held.put(key, memory);
    ids += memory.size();
  }

  boolean isFull() {
    return ids >= MOST_IDS;
  }

  /** Writes all back, and holds nothing any more. */
  void writeBack(KeyChange keyChange) throws Exception {
    for (Map.Entry<Long, SeenReports> each : held.entrySet()) {
      keyChange.to(each.getKey());
      state.update(each.getValue());
    }
    held.clear();
    ids = 0;
  }

  /** Makes another key the present one. */
  interface KeyChange {
    void to(Long key);
  }
}
