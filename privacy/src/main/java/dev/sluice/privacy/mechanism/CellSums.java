package dev.sluice.privacy.mechanism;

import java.util.Arrays;

/** Exact sums over the reports of one cell. Immutable; adding is associative and commutative. */
public final class CellSums {
  private final long reports;
  private final long[] sums;
  private final long[] sumsOfSquares;

  private CellSums(long reports, long[] sums, long[] sumsOfSquares) {
    this.reports = reports;
    this.sums = sums;
    this.sumsOfSquares = sumsOfSquares;
  }

  /**
   * Sums that somebody else has added up.
   *
   * @throws IllegalArgumentException if the lengths differ or the count is negative
   */
  public static CellSums of(long reports, long[] sums, long[] sumsOfSquares) {
    if (reports < 0) {
      throw new IllegalArgumentException("reports must not be negative, was " + reports);
    }
    if (sums.length != sumsOfSquares.length) {
      throw new IllegalArgumentException(
          "sums and squares must have one length, had "
              + sums.length
              + " and "
              + sumsOfSquares.length);
    }
    return new CellSums(reports, sums.clone(), sumsOfSquares.clone());
  }

  /** The sums of no report. */
  public static CellSums none(int slots) {
    return new CellSums(0, new long[slots], new long[slots]);
  }

  /** These sums and one more report's admitted payload. */
  public CellSums plus(Mechanism mechanism, long[] payload) {
    long[] newSums = sums.clone();
    long[] newSquares = sumsOfSquares.clone();
    mechanism.accumulate(payload, newSums, newSquares);
    return new CellSums(Math.addExact(reports, 1), newSums, newSquares);
  }

  /**
   * These sums without one of the reports that are in them.
   *
   * @param kind of the mechanism by which it was added
   * @param payload the report's, as it was added
   * @throws IllegalArgumentException if there is no report
   */
  public CellSums minus(MechanismKind kind, long[] payload) {
    long[] added = new long[slots()];
    long[] addedSquares = new long[slots()];
    kind.accumulate(payload, added, addedSquares);
    long[] newSums = sums.clone();
    long[] newSquares = sumsOfSquares.clone();
    for (int slot = 0; slot < slots(); slot++) {
      newSums[slot] = Math.subtractExact(sums[slot], added[slot]);
      newSquares[slot] = Math.subtractExact(sumsOfSquares[slot], addedSquares[slot]);
    }
    return of(reports - 1, newSums, newSquares);
  }

  /**
   * These sums and another cell's.
   *
   * @throws IllegalArgumentException if the cells have different slots
   * @throws ArithmeticException on overflow
   */
  public CellSums plus(CellSums other) {
    if (sums.length != other.sums.length) {
      throw new IllegalArgumentException(
          "cells must have the same slots, had " + sums.length + " and " + other.sums.length);
    }
    long[] newSums = new long[sums.length];
    long[] newSquares = new long[sums.length];
    for (int slot = 0; slot < sums.length; slot++) {
      newSums[slot] = Math.addExact(sums[slot], other.sums[slot]);
      newSquares[slot] = Math.addExact(sumsOfSquares[slot], other.sumsOfSquares[slot]);
    }
    return new CellSums(Math.addExact(reports, other.reports), newSums, newSquares);
  }

  public long reports() {
    return reports;
  }

  public int slots() {
    return sums.length;
  }

  public long sum(int slot) {
    return sums[slot];
  }

  public long sumOfSquares(int slot) {
    return sumsOfSquares[slot];
  }

  /** Mean of a slot over the reports. */
  double mean(int slot) {
    return (double) sums[slot] / reports;
  }

  /** Unbiased sample variance of a slot; needs two reports. */
  double variance(int slot) {
    double mean = mean(slot);
    return Math.max(0, (sumsOfSquares[slot] - mean * sums[slot]) / (reports - 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellSums that
        && reports == that.reports
        && Arrays.equals(sums, that.sums)
        && Arrays.equals(sumsOfSquares, that.sumsOfSquares);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(reports) + Arrays.hashCode(sums))
        + Arrays.hashCode(sumsOfSquares);
  }

  @Override
  public String toString() {
    return "CellSums[reports=" + reports + ", sums=" + Arrays.toString(sums) + "]";
  }
}
