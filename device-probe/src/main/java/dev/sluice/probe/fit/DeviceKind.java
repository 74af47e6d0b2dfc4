package dev.sluice.probe.fit;

import java.util.Locale;

/**
 * How much memory a device keeps for its system and its other programs: a share of all, and a least
 * amount. These are assumptions to plan with, not measurements. A phone gives the program in front
 * about half; a desktop keeps a browser open; an edge box runs little else.
 */
public enum DeviceKind {
  PHONE(50, 1.5),
  LAPTOP(25, 3),
  WORKSTATION(12, 4),
  EDGE_BOX(10, 0.5);

  private static final double GIB = 1L << 30;

  private final int percent;
  private final long leastBytes;

  DeviceKind(int percent, double leastGib) {
    this.percent = percent;
    this.leastBytes = (long) (leastGib * GIB);
  }

  /** Bytes that a model must leave alone, at most all of them. */
  public long headroomBytes(long ramBytes) {
    return Math.min(ramBytes, Math.max(ramBytes / 100 * percent, leastBytes));
  }

  /** The name as it is typed, such as {@code edge-box}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
