package dev.sluice.gate.evidence;

import dev.sluice.privacy.mechanism.CellSums;

/** Sums of both arms in one stratum; they have the same slots. */
public record Pair(CellSums control, CellSums candidate) {

  static Pair none(int slots) {
    return new Pair(CellSums.none(slots), CellSums.none(slots));
  }

  /** The sums of one arm. */
  public CellSums of(Arm arm) {
    return arm == Arm.CONTROL ? control : candidate;
  }

  Pair plus(Arm arm, CellSums sums) {
    return arm == Arm.CONTROL
        ? new Pair(control.plus(sums), candidate)
        : new Pair(control, candidate.plus(sums));
  }
}
