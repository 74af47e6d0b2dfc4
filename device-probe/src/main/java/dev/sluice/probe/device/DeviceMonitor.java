package dev.sluice.probe.device;

import java.util.OptionalLong;

/** Looks at the device. Never fails: what cannot be read, or cannot be true, is absent. */
public interface DeviceMonitor {

  /** The state now; takes some milliseconds, so not for a hot path. */
  DeviceState state();

  /**
   * How often the processor was slowed down by heat since the system started, all its cores
   * together. Only the growth between two looks means something; absent where nobody counts.
   */
  OptionalLong throttleEvents();

  /** Knows nothing. */
  static DeviceMonitor blind() {
    return new DeviceMonitor() {
      @Override
      public DeviceState state() {
        return DeviceState.unknown();
      }

      @Override
      public OptionalLong throttleEvents() {
        return OptionalLong.empty();
      }
    };
  }
}
