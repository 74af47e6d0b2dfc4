package dev.sluice.probe.eval;

import dev.sluice.probe.run.RunPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Lets questions be asked until a time is used up; the one that is being answered is not cut. */
final class TimeBudget implements RunPolicy {
  private final Duration budget;
  private final LongSupplier nanoTime;
  private final long start;

  /** Begins now. */
  TimeBudget(Duration budget, LongSupplier nanoTime) {
    this.budget = budget;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public Optional<String> objection() {
    return nanoTime.getAsLong() - start < budget.toNanos()
        ? Optional.empty()
        : Optional.of("the time of %s s is used up".formatted(budget.toMillis() / 1_000.0));
  }
}
