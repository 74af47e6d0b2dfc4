package dev.sluice.probe.agent;

import dev.sluice.probe.schedule.Spent;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Charges the time of a run to the day, now and then to the disk. */
final class RunBudget {
  private static final Duration WRITE_EVERY = Duration.ofSeconds(10);

  private final DayUsage usage;
  private final double watts;
  private final LongSupplier nanoTime;
  private final Supplier<LocalDate> today;
  private LocalDate day;
  private Spent spent;
  private long chargedUntil;
  private Duration unwritten = Duration.ZERO;

  RunBudget(DayUsage usage, double watts, LongSupplier nanoTime, Supplier<LocalDate> today)
      throws IOException {
    this.usage = usage;
    this.watts = watts;
    this.nanoTime = nanoTime;
    this.today = today;
    this.day = today.get();
    this.spent = usage.on(day);
    this.chargedUntil = nanoTime.getAsLong();
  }

  /** What the day has come to, this moment included. */
  Spent charge() {
    long now = nanoTime.getAsLong();
    Duration elapsed = Duration.ofNanos(now - chargedUntil);
    chargedUntil = now;
    if (!today.get().equals(day)) {
      day = today.get();
      spent = Spent.NOTHING;
    }
    spent = spent.plus(elapsed, watts);
    unwritten = unwritten.plus(elapsed);
    if (unwritten.compareTo(WRITE_EVERY) >= 0) {
      write();
    }
    return spent;
  }

  /** Charges the rest. */
  void close() {
    charge();
    write();
  }

  private void write() {
    try {
      usage.write(day, spent);
      unwritten = Duration.ZERO;
    } catch (IOException diskFails) {
      // Kept in memory for the rest of this run; the next one reads what is on the disk.
    }
  }
}
