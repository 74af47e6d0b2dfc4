package dev.sluice.probe.agent;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The agent's days and hours: reports have UTC days, the owner's budget has his own. */
record AgentClock(InstantSource clock, ZoneId zone) {

  LocalDate utcDay() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  LocalDate localDay() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  LocalTime localTime() {
    return LocalTime.ofInstant(clock.instant(), zone);
  }
}
