package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.EnergyReading;
import java.util.OptionalDouble;

/**
 * Energy from looks at power, by the trapezoidal rule. A look that fails now and then is bridged
 * with the power before it; silence is not.
 */
final class PowerIntegral {
  private static final double LONGEST_SILENCE_SECONDS = 10;

  private OptionalDouble lastWatts = OptionalDouble.empty();
  private long lastNanos;
  private long lastGoodNanos;
  private double joules;

  /**
   * Takes the next look in.
   *
   * @param watts absent if the look failed
   */
  EnergyReading advance(OptionalDouble watts, long nanos) {
    if (lastWatts.isEmpty()) {
      if (watts.isEmpty()) {
        return new EnergyReading.Lost("the meter shows no plausible power");
      }
      lastGoodNanos = nanos;
    } else {
      double now = watts.orElse(lastWatts.getAsDouble());
      joules += (lastWatts.getAsDouble() + now) / 2 * ((nanos - lastNanos) / 1e9);
      if ((nanos - lastGoodNanos) / 1e9 > LONGEST_SILENCE_SECONDS) {
        return new EnergyReading.Lost(
            "the meter showed no plausible power for more than %.0f s"
                .formatted(LONGEST_SILENCE_SECONDS));
      }
    }
    if (watts.isPresent()) {
      lastWatts = watts;
      lastGoodNanos = nanos;
    }
    lastNanos = nanos;
    return new EnergyReading.Total(joules);
  }
}
