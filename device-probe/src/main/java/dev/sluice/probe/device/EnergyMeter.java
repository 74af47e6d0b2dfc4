package dev.sluice.probe.device;

import java.time.Duration;

/**
 * Counts the energy that is drawn from its first look on. Look about once a second: between two
 * looks, power is taken to change evenly, and a counter must not have run over unseen. Not safe for
 * use by several threads.
 */
public interface EnergyMeter {

  EnergyMethod method();

  /** Looks, which takes less than some milliseconds; never fails. */
  EnergyReading read();

  /** How long the idle device must be watched to know its power. */
  Duration idleWindow();

  /** The shortest run that the meter can follow. */
  Duration shortestRun();
}
