package dev.sluice.probe.doctor;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;

/** Whether the system tells how the device is fed; a scheduler that waits for power needs it. */
record PowerCheck(DeviceState state) implements Check {
  @Override
  public String name() {
    return "power";
  }

  @Override
  public Finding run() {
    String battery =
        state.batteryFraction().isPresent()
            ? ", battery %.0f %%".formatted(state.batteryFraction().getAsDouble() * 100)
            : "";
    String saver = state.powerSaver().orElse(false) ? ", saving power" : "";
    if (state.externalPower() == ExternalPower.UNKNOWN) {
      return Finding.notChecked("this system does not tell how it is fed" + battery + saver);
    }
    String fed =
        state.externalPower() == ExternalPower.CONNECTED ? "fed from outside" : "unplugged";
    return saver.isEmpty()
        ? Finding.ok(fed + battery)
        : Finding.warning(fed + battery + saver, "expect slow answers until it is switched off");
  }
}
