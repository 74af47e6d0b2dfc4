package dev.sluice.probe.agent;

import dev.sluice.probe.device.PlausibleRange;
import dev.sluice.probe.observation.RunningEnergy;
import dev.sluice.probe.schedule.Spent;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Charges the time of a run to the day, and its energy: as the device's meter counts it, and by the
 * assumed watts for each span in which there is none, or in which what it says cannot be.
 */
final class RunBudget {
  private static final Duration WRITE_EVERY = Duration.ofSeconds(10);

  private final DayUsage usage;
  private final RunningEnergy energy;
  private final double watts;
  private final LongSupplier nanoTime;
  private final Supplier<LocalDate> today;
  private LocalDate day;
  private Spent spent;
  private long chargedUntil;
  private double chargedJoules;
  private Duration unwritten = Duration.ZERO;

  /**
   * A budget of a run that begins now.
   *
   * @param energy counts from now on; whoever opened it closes it
   * @param watts assumed where nothing is counted; 0 if the model runs on another machine
   */
  RunBudget(
      DayUsage usage,
      RunningEnergy energy,
      double watts,
      LongSupplier nanoTime,
      Supplier<LocalDate> today)
      throws IOException {
    this.usage = usage;
    this.energy = energy;
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
    OptionalDouble drawn = drawnIn(elapsed);
    spent =
        drawn.isPresent()
            ? spent.plusMeasured(elapsed, drawn.getAsDouble())
            : spent.plus(elapsed, watts);
    unwritten = unwritten.plus(elapsed);
    if (unwritten.compareTo(WRITE_EVERY) >= 0) {
      write();
    }
    return spent;
  }

  /** By the meter, if it says what a running device can draw. */
  private OptionalDouble drawnIn(Duration elapsed) {
    OptionalDouble total = energy.joules();
    if (total.isEmpty()) {
      return total;
    }
    double more = total.getAsDouble() - chargedJoules;
    chargedJoules = total.getAsDouble();
    return PlausibleRange.WATTS.keep(more / (elapsed.toNanos() / 1e9)).isPresent()
        ? OptionalDouble.of(more)
        : OptionalDouble.empty();
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
