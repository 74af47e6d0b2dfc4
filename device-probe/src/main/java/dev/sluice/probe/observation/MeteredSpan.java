package dev.sluice.probe.observation;

import dev.sluice.probe.device.EnergyReading;
import java.time.Duration;

/**
 * What a meter said at the start and at the end of a span.
 *
 * @param startNanos on a monotonic clock
 * @param endNanos on the same clock, not before the start
 */
record MeteredSpan(
    long startNanos, EnergyReading.Total start, long endNanos, EnergyReading.Total end) {

  double joules() {
    return end.joules() - start.joules();
  }

  Duration length() {
    return Duration.ofNanos(endNanos - startNanos);
  }

  double watts() {
    return joules() / (length().toNanos() / 1e9);
  }
}
