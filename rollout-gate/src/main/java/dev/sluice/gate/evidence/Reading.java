package dev.sluice.gate.evidence;

import java.util.Optional;

/** What became of an aggregate that was read. */
public sealed interface Reading {

  /** It is evidence. */
  record Used(Cell cell) implements Reading {}

  /**
   * It is not.
   *
   * @param reason why
   * @param cell what was left out, as far as it could be read
   */
  record Unused(LeftOut reason, Optional<LeftOutCell> cell) implements Reading {

    /** What could not be read at all. */
    public Unused(LeftOut reason) {
      this(reason, Optional.empty());
    }
  }
}
