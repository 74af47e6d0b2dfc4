package dev.sluice.gate.evidence;

/** The two groups of devices that a rollout compares. */
public enum Arm {
  CONTROL,
  CANDIDATE
}
