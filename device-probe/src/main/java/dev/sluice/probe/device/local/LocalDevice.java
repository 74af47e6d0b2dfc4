package dev.sluice.probe.device.local;

import dev.sluice.probe.device.DeviceMonitor;
import dev.sluice.probe.device.MeterFinder;
import dev.sluice.probe.device.linux.LinuxDevice;
import dev.sluice.probe.device.linux.LinuxMeters;
import dev.sluice.probe.device.oshi.OshiDevice;
import dev.sluice.probe.observation.DeviceObserver;
import dev.sluice.probe.observation.EnergyChoice;
import dev.sluice.probe.observation.SystemPace;
import java.nio.file.Path;
import java.util.Locale;

/** The device that this process runs on. */
public final class LocalDevice {
  private static final Path ROOT = Path.of("/");

  private LocalDevice() {}

  /** Linux by the kernel's own files, others by way of OSHI. */
  public static DeviceMonitor monitor() {
    return isLinux() ? LinuxDevice.below(ROOT) : new OshiDevice();
  }

  /** Linux only: what other systems tell of power without special rights cannot be relied on. */
  public static MeterFinder meters() {
    return isLinux()
        ? LinuxMeters.below(ROOT)
        : MeterFinder.none("this system offers no energy meter that the probe can read");
  }

  /** Watches this device around runs. */
  public static DeviceObserver observer(EnergyChoice energy) {
    return new DeviceObserver(monitor(), meters(), energy, new SystemPace());
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }
}
