package dev.sluice.gate.evidence;

/** The groups of devices that a rollout compares. */
public enum Arm {
  CONTROL,
  /** In a paired rollout the only one: its devices run both versions. */
  CANDIDATE
}
