package dev.sluice.jobs.cells;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Mechanism;

/** Exact sums in the making: the one place where a payload is added to arrays in place. */
public final class RunningSums {
  private final CellId id;
  private final Cell cell;
  private final Mechanism mechanism;
  private final long[] sums;
  private final long[] sumsOfSquares;
  private long reports;

  /** No reports yet of a cell whose metric has this mechanism. */
  public RunningSums(Cell cell, Mechanism mechanism) {
    this.id = CellId.of(cell);
    this.cell = cell;
    this.mechanism = mechanism;
    this.sums = new long[mechanism.slots()];
    this.sumsOfSquares = new long[mechanism.slots()];
  }

  /** Short form of the cell. */
  public CellId id() {
    return id;
  }

  /** Whether no report has been added yet. */
  public boolean isEmpty() {
    return reports == 0;
  }

  /** Adds one report's admitted payload. */
  public void add(long[] payload) {
    mechanism.accumulate(payload, sums, sumsOfSquares);
    reports++;
  }

  /** The sums so far. */
  public PartialSums toPartialSums() {
    return new PartialSums(id, cell, CellSums.of(reports, sums, sumsOfSquares));
  }
}
