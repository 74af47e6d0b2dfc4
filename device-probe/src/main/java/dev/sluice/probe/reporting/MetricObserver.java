package dev.sluice.probe.reporting;

import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.device.local.LocalDevice;
import dev.sluice.probe.observation.DeviceObserver;
import dev.sluice.probe.observation.EnergyChoice;

/** Who watches the device during a run for a report. */
public final class MetricObserver {
  private MetricObserver() {}

  /** Only who asks for energy waits for an idle device; a modelled figure is never reported. */
  public static DeviceObserver of(Metric metric) {
    return metric.quantity() == MeasuredQuantity.ENERGY_PER_1K_TOKENS
        ? LocalDevice.observer(EnergyChoice.anyMeter())
        : DeviceObserver.none();
  }
}
