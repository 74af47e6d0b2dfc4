package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.EnergyReading;
import java.util.OptionalLong;

/**
 * Follows one counter of microjoules that begins anew at its range.
 *
 * <p>A counter that is lower than before has either run over or been set back, as after a suspend.
 * What tells them apart is what the jump would mean in watts.
 */
final class EnergyCounter {
  /** No processor package draws as much. */
  private static final double MOST_WATTS = 2_000;

  private final long rangeMicrojoules;
  private OptionalLong last = OptionalLong.empty();
  private long lastNanos;
  private double joules;

  EnergyCounter(long rangeMicrojoules) {
    this.rangeMicrojoules = rangeMicrojoules;
  }

  /**
   * Takes the next value in.
   *
   * @param microjoules what the counter shows; absent if it cannot be read
   */
  EnergyReading advance(OptionalLong microjoules, long nanos) {
    if (microjoules.isEmpty()
        || microjoules.getAsLong() < 0
        || microjoules.getAsLong() > rangeMicrojoules) {
      return new EnergyReading.Lost("the energy counter could not be read, or left its range");
    }
    if (last.isPresent()) {
      double seconds = (nanos - lastNanos) / 1e9;
      if (seconds * MOST_WATTS * 1e6 >= rangeMicrojoules) {
        return new EnergyReading.Lost(
            "nobody looked at the energy counter for %.0f s, in which it may have run over more than once"
                .formatted(seconds));
      }
      double more = growth(last.getAsLong(), microjoules.getAsLong()) / 1e6;
      if (more > seconds * MOST_WATTS) {
        return new EnergyReading.Lost("the energy counter jumped, as it does after a suspend");
      }
      joules += more;
    }
    last = microjoules;
    lastNanos = nanos;
    return new EnergyReading.Total(joules);
  }

  private double growth(long before, long now) {
    return now >= before ? now - before : (double) now + rangeMicrojoules - before;
  }
}
