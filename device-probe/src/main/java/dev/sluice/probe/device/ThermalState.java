package dev.sluice.probe.device;

/** How near a device is to being too hot, coarsely; ascending. */
public enum ThermalState {
  /** Far from any limit. */
  NOMINAL,
  /** Warm, and not slowed down by it. */
  FAIR,
  /** At the temperature where the system slows the processor down, or slowed down already. */
  SERIOUS,
  /** Near the temperature where the system switches itself off. */
  CRITICAL
}
