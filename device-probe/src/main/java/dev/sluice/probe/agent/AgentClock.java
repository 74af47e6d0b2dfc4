package dev.sluice.probe.agent;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** The agent's days and hours: reports have UTC days, the owner's budget has his own. */
record AgentClock(AgentPorts ports) {

  LocalDate utcDay() {
    return LocalDate.ofInstant(ports.clock().instant(), ZoneOffset.UTC);
  }

  LocalDate localDay() {
    return LocalDate.ofInstant(ports.clock().instant(), ports.zone());
  }

  LocalTime localTime() {
    return LocalTime.ofInstant(ports.clock().instant(), ports.zone());
  }
}
