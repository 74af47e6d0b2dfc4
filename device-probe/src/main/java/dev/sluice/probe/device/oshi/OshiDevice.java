package dev.sluice.probe.device.oshi;

import dev.sluice.probe.device.DeviceMonitor;
import dev.sluice.probe.device.DeviceState;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.PowerSource;

/** The device that this runs on, whatever its system. */
public final class OshiDevice implements DeviceMonitor {

  @Override
  public DeviceState state() {
    HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
    return new OshiReading(
            hardware.getPowerSources().stream().map(OshiDevice::source).toList(),
            hardware.getSensors().getCpuTemperature(),
            hardware.getProcessor().getSystemLoadAverage(1)[0],
            hardware.getMemory().getAvailable(),
            hardware.getProcessor().getLogicalProcessorCount())
        .state();
  }

  @Override
  public OptionalLong throttleEvents() {
    return OptionalLong.empty();
  }

  private static OshiReading.Source source(PowerSource source) {
    return new OshiReading.Source(
        source.getRemainingCapacityPercent(),
        source.getMaxCapacity(),
        source.isPowerOnLine(),
        source.isCharging(),
        source.isDischarging());
  }
}
