package dev.sluice.probe.device;

import java.util.OptionalDouble;

/**
 * What a quantity of a device that runs language models can be. Drivers report sentinels (-1, 255,
 * 65535), the wrong unit by a factor of 1000, or nothing but zeros; such a value is dropped, and
 * never corrected: nobody can know which unit was meant.
 *
 * @param low least value
 * @param high greatest value
 */
public record PlausibleRange(double low, double high) {
  /** Of a battery or supply rail: from an empty cell to 48 V systems. */
  public static final PlausibleRange VOLTS = new PlausibleRange(2, 60);

  /**
   * Of a whole device that is running: a phone with its screen off draws about a tenth of a watt.
   */
  public static final PlausibleRange WATTS = new PlausibleRange(0.02, 2_000);

  /** Of anything that a device measures in itself. */
  public static final PlausibleRange CELSIUS = new PlausibleRange(-40, 150);

  /** A share. */
  public static final PlausibleRange FRACTION = new PlausibleRange(0, 1);

  /** Of runnable processes. */
  public static final PlausibleRange LOAD = new PlausibleRange(0, 100_000);

  /** The value if it is within the range; NaN never is. */
  public OptionalDouble keep(double value) {
    return value >= low && value <= high ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** The value if there is one within the range. */
  public OptionalDouble keep(OptionalDouble value) {
    return value.isPresent() ? keep(value.getAsDouble()) : value;
  }
}
