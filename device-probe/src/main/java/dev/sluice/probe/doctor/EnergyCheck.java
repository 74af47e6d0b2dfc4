package dev.sluice.probe.doctor;

import dev.sluice.probe.device.MeterFinding;

/** Whether energy can be measured here. */
record EnergyCheck(MeterFinding finding) implements Check {
  @Override
  public String name() {
    return "energy";
  }

  @Override
  public Finding run() {
    if (finding instanceof MeterFinding.Found found) {
      return Finding.ok("can be measured: " + found.meter().method().wireName());
    }
    MeterFinding.NotFound not = (MeterFinding.NotFound) finding;
    return not.remedy()
        .map(remedy -> Finding.warning(not.reason(), remedy))
        .orElseGet(() -> Finding.notChecked(not.reason()));
  }
}
