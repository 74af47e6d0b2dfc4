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

  /** No reports yet of a cell, whose short form is given, and whose metric has this mechanism. */
  public RunningSums(CellId id, Cell cell, Mechanism mechanism) {
    this.id = id;
    this.cell = cell;
    this.mechanism = mechanism;
    this.sums = new long[mechanism.slots()];
    this.sumsOfSquares = new long[mechanism.slots()];
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
