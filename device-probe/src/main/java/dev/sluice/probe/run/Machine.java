package dev.sluice.probe.run;

import java.util.OptionalDouble;

/** The device around the engine, as far as it explains a measurement. */
public interface Machine {

  /** A monotonic clock in nanoseconds, for durations only. */
  long nanoTime();

  /** Runnable processes averaged over the last minute; absent where the system keeps no account. */
  OptionalDouble loadAverage();
}
