package dev.sluice.fleet.day;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import java.util.Arrays;

/**
 * What the devices' ledgers say about their caps, in a few bytes a device: the same rules as {@link
 * dev.sluice.privacy.budget.Budget}, for a million devices at once. The days of a device must not
 * go back. Different devices may be worked on by different threads.
 */
final class ReleaseHistory {
  private static final int NEVER = Integer.MIN_VALUE;

  private final Caps caps;
  private final int[] days;
  private final long[] spentNano;

  ReleaseHistory(int devices, Caps caps) {
    this.caps = caps;
    this.days = new int[Math.multiplyExact(devices, caps.reportsPerWindow())];
    this.spentNano = new long[devices];
    Arrays.fill(days, NEVER);
  }

  /** Whether a device may release once more on a day. */
  boolean allows(int device, int epochDay, Epsilon epsilon) {
    if (caps.reportsPerWindow() == 0 || spentNano[device] + epsilon.nano() > caps.lifetimeNano()) {
      return false;
    }
    int oldest = days[oldestSlot(device)];
    return oldest == NEVER || oldest <= epochDay - Caps.WINDOW_DAYS;
  }

  /** Writes down a release that {@link #allows} allowed. */
  void record(int device, int epochDay, Epsilon epsilon) {
    days[oldestSlot(device)] = epochDay;
    spentNano[device] += epsilon.nano();
  }

  private int oldestSlot(int device) {
    int first = device * caps.reportsPerWindow();
    int oldest = first;
    for (int slot = first + 1; slot < first + caps.reportsPerWindow(); slot++) {
      oldest = days[slot] < days[oldest] ? slot : oldest;
    }
    return oldest;
  }
}
