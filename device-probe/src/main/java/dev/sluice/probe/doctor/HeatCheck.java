package dev.sluice.probe.doctor;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ThermalState;
import java.util.Locale;

/** Whether the device is cool enough for its figures to mean something. */
record HeatCheck(DeviceState state) implements Check {
  @Override
  public String name() {
    return "heat";
  }

  @Override
  public Finding run() {
    if (state.thermal().isEmpty()) {
      return Finding.notChecked("this system has no sensor with a limit that the probe can read");
    }
    ThermalState thermal = state.thermal().get();
    String detail =
        thermal.name().toLowerCase(Locale.ROOT)
            + (state.hottestCelsius().isPresent()
                ? ", %.0f degrees Celsius at most".formatted(state.hottestCelsius().getAsDouble())
                : "");
    return thermal.compareTo(ThermalState.SERIOUS) < 0
        ? Finding.ok(detail)
        : Finding.warning(detail, "let it cool down before anything is measured");
  }
}
