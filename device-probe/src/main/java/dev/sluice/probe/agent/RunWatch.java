package dev.sluice.probe.agent;

import dev.sluice.probe.progress.RunProgress;
import dev.sluice.probe.schedule.Decision;
import dev.sluice.probe.schedule.Spent;
import dev.sluice.probe.schedule.WaitReason;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Says when a run must stop: at once when its owner or the system says so, between two questions
 * when the device's conditions do.
 */
final class RunWatch implements RunProgress.StopRule {
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long LAST_WORDS_MILLIS = 1_000;
  private static final Set<WaitReason> BUDGETS =
      Set.of(WaitReason.OUT_OF_TIME_BUDGET, WaitReason.OUT_OF_ENERGY_BUDGET);

  private final StopSignal stop;
  private final BooleanSupplier reportsAllowed;
  private final RunBudget budget;
  private final Function<Spent, Decision> decide;
  private final LongSupplier nanoTime;
  private long lookedAt;
  private boolean looked;
  private Decision last = new Decision.RunNow();

  RunWatch(
      StopSignal stop,
      BooleanSupplier reportsAllowed,
      RunBudget budget,
      Function<Spent, Decision> decide,
      LongSupplier nanoTime) {
    this.stop = stop;
    this.reportsAllowed = reportsAllowed;
    this.budget = budget;
    this.decide = decide;
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean mustStop(int keptResults) {
    if (mustStopAtOnce()) {
      return true;
    }
    if (!looked || nanoTime.getAsLong() - lookedAt >= LOOK_EVERY_NANOS) {
      looked = true;
      lookedAt = nanoTime.getAsLong();
      last = decide.apply(budget.charge());
    }
    return last instanceof Decision.Wait wait
        && !(keptResults == 0 && BUDGETS.containsAll(wait.reasons()));
  }

  /** The same for an engine that somebody else runs: without it there is nothing to ask. */
  RunProgress.StopRule over(LosableEngine engine) {
    return new RunProgress.StopRule() {
      @Override
      public boolean mustStop(int keptResults) {
        return engine.isLost() || RunWatch.this.mustStop(keptResults);
      }

      @Override
      public boolean endsWithThisProgram() {
        return RunWatch.this.endsWithThisProgram();
      }
    };
  }

  /** Whether even an answer that is being written must be broken off. */
  boolean mustStopAtOnce() {
    return stop.isRequested() || !reportsAllowed.getAsBoolean();
  }

  @Override
  public boolean endsWithThisProgram() {
    // A signal to a whole group reaches the engine and this program in no order.
    return stop.await(LAST_WORDS_MILLIS);
  }
}
