package dev.sluice.gate.evidence;

/** What became of an aggregate that was read. */
public sealed interface Reading {

  /** It is evidence. */
  record Used(Cell cell) implements Reading {}

  /** It is not. */
  record Unused(LeftOut reason) implements Reading {}
}
