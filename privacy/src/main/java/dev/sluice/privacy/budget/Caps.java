package dev.sluice.privacy.budget;

import dev.sluice.privacy.mechanism.Epsilon;

/**
 * What a device may spend in all. Basic composition: losses add. One report may cost at most {@link
 * Epsilon#MAX_NANO}, which no configuration changes.
 *
 * <p>The window bounds the rate and trusts the device's clock: a clock that jumps ahead frees it
 * early. The lifetime bounds the loss and trusts no clock.
 *
 * @param reportsPerWindow most releases within {@link #WINDOW_DAYS} days
 * @param lifetimeNano most epsilon over the device's life, in units of 1e-9
 */
public record Caps(int reportsPerWindow, long lifetimeNano) {
  /** Days over which {@code reportsPerWindow} counts. */
  public static final int WINDOW_DAYS = 28;

  /** 4 reports in 28 days, 24 in all: what a device does unless it is told to do less. */
  public static final Caps DEFAULT = new Caps(4, 24_000_000_000L);

  private static final int HARD_REPORTS = 8;
  private static final long HARD_LIFETIME_NANO = 12 * Epsilon.MAX_NANO;

  /** Hard bounds that no configuration passes. */
  public Caps {
    if (reportsPerWindow < 0 || reportsPerWindow > HARD_REPORTS) {
      throw new IllegalArgumentException(
          "reports per window must be 0 to " + HARD_REPORTS + ", was " + reportsPerWindow);
    }
    if (lifetimeNano < 0 || lifetimeNano > HARD_LIFETIME_NANO) {
      throw new IllegalArgumentException(
          "the lifetime epsilon must be 0 to "
              + HARD_LIFETIME_NANO / 1_000_000_000L
              + ", was "
              + lifetimeNano / 1e9);
    }
  }
}
