package dev.sluice.jobs.dedupe;

import dev.sluice.jobs.cells.CellId;
import java.util.Arrays;

/**
 * The distinct cells among some reports, each with a small number. Looked through from the front: a
 * day has some dozens of cells, and a map would cost each shard of each day more than its reports.
 */
final class CellList {
  private static final int FIRST_ROOM = 4;

  private long[] high = new long[FIRST_ROOM];
  private long[] low = new long[FIRST_ROOM];
  private int size;

  /** The number of a cell, negative if it is not there. */
  int find(CellId cell) {
    for (int index = 0; index < size; index++) {
      if (high[index] == cell.high() && low[index] == cell.low()) {
        return index;
      }
    }
    return -1;
  }

  /** The number of a cell; a new cell gets the next one. */
  int findOrAdd(CellId cell) {
    int index = find(cell);
    return index < 0 ? add(cell) : index;
  }

  /** Gives a cell that is not there the next number. */
  int add(CellId cell) {
    if (size == high.length) {
      int room = size + Math.max(FIRST_ROOM, size / 2);
      high = Arrays.copyOf(high, room);
      low = Arrays.copyOf(low, room);
    }
    high[size] = cell.high();
    low[size] = cell.low();
    return size++;
  }

  /** The cell with a number that was given out. */
  CellId get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("there are " + size + " cells, asked for " + index);
    }
    return new CellId(high[index], low[index]);
  }

  int size() {
    return size;
  }

  CellList copy() {
    CellList copy = new CellList();
    copy.high = Arrays.copyOf(high, Math.max(FIRST_ROOM, size));
    copy.low = Arrays.copyOf(low, Math.max(FIRST_ROOM, size));
    copy.size = size;
    return copy;
  }
}
