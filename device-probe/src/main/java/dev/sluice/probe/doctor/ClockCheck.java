package dev.sluice.probe.doctor;

import java.time.LocalDate;

/** The clock shows a day that can be. Reports carry the day, and releases are valid by it. */
record ClockCheck(LocalDate today) implements Check {
  /** No probe ran before this program was written. */
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  private static final LocalDate LAST = LocalDate.of(2100, 1, 1);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Finding run() {
    return today.isBefore(FIRST) || today.isAfter(LAST)
        ? Finding.problem(
            "it says %s, which cannot be".formatted(today), "set the clock, or let NTP set it")
        : Finding.ok("%s (UTC)".formatted(today));
  }
}
