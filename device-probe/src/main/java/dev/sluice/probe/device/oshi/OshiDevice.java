package dev.sluice.probe.device.oshi;

import dev.sluice.probe.device.DeviceMonitor;
import dev.sluice.probe.device.DeviceState;
import java.util.List;
import java.util.Optional;
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
            sources(hardware),
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

  /** That a list has no battery counts only where the system says as much. */
  private static Optional<List<OshiReading.Source>> sources(HardwareAbstractionLayer hardware) {
    try {
      List<OshiReading.Source> listed =
          hardware.getPowerSources().stream().map(OshiDevice::source).toList();
      boolean battery = listed.stream().anyMatch(OshiReading.Source::exists);
      return battery || saysThatThereIsNone() ? Optional.of(listed) : Optional.empty();
    } catch (RuntimeException | LinkageError notToBeRead) {
      return Optional.empty();
    }
  }

  /** On Windows OSHI lists the same where there is no battery and where it may not be opened. */
  private static boolean saysThatThereIsNone() {
    return switch (SystemInfo.getCurrentPlatform()) {
      case MACOS -> true;
      case WINDOWS -> WindowsBattery.read().filter(battery -> !battery.present()).isPresent();
      default -> false;
    };
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
