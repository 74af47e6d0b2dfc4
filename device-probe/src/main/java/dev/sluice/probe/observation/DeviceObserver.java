package dev.sluice.probe.observation;

import dev.sluice.probe.device.DeviceMonitor;
import dev.sluice.probe.device.MeterFinder;

/**
 * Watches the device around runs.
 *
 * @param monitor what there is to see
 * @param meters where energy meters are found
 * @param energy which of them may be used
 */
public record DeviceObserver(
    DeviceMonitor monitor, MeterFinder meters, EnergyChoice energy, Pace pace) {

  /** Sees nothing and waits for nothing. */
  public static DeviceObserver none() {
    return none("nobody looked for a meter");
  }

  /**
   * The same.
   *
   * @param reason why nothing is seen, one line
   */
  public static DeviceObserver none(String reason) {
    return new DeviceObserver(
        DeviceMonitor.blind(), MeterFinder.none(reason), EnergyChoice.anyMeter(), new SystemPace());
  }

  /**
   * Begins to watch; call it before anything is loaded. With a meter it first waits for some
   * seconds, to learn what the idle device draws.
   */
  public DeviceWatch begin() {
    return DeviceWatch.begin(this);
  }
}
