package dev.sluice.probe.ledger;

import java.time.LocalDate;

/** The days that a ledger can count. A broken clock shows others. */
final class LedgerDays {
  /** 1970-01-01 to the year 4840, as in a report: far from where dates overflow. */
  private static final long END = 1L << 20;

  private LedgerDays() {}

  static boolean contains(LocalDate day) {
    return day.toEpochDay() >= 0 && day.toEpochDay() < END;
  }

  static void require(LocalDate day) {
    if (!contains(day)) {
      throw new IllegalArgumentException("a ledger cannot count the day " + day);
    }
  }

  static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
