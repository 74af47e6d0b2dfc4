package dev.sluice.probe.agent;

import dev.sluice.probe.schedule.Backoff;
import dev.sluice.probe.schedule.WaitReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How long a server is left alone that was there and could not be asked: trying it out again takes
 * time from it, and from the day's budget.
 */
final class ServerPatience {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(5), Duration.ofHours(6));

  private final LongSupplier nanoTime;
  private final DoubleSupplier jitter;
  private final Map<InstalledModel, Refusal> refusals = new HashMap<>();

  ServerPatience(LongSupplier nanoTime, DoubleSupplier jitter) {
    this.nanoTime = nanoTime;
    this.jitter = jitter;
  }

  private record Refusal(WaitReason reason, int inARow, long sinceNanos, long pauseNanos) {}

  /** Why the model is not to be tried now; empty if it may be. */
  Optional<WaitReason> objection(InstalledModel model) {
    return Optional.ofNullable(refusals.get(model))
        .filter(refusal -> nanoTime.getAsLong() - refusal.sinceNanos() < refusal.pauseNanos())
        .map(Refusal::reason);
  }

  /** It could not be asked. */
  void refused(InstalledModel model, WaitReason reason) {
    Refusal before = refusals.get(model);
    int inARow = before == null ? 1 : before.inARow() + 1;
    Duration pause = BACKOFF.pause(inARow, Optional.empty(), jitter.getAsDouble());
    refusals.put(model, new Refusal(reason, inARow, nanoTime.getAsLong(), pause.toNanos()));
  }

  /** It was asked, or is another one since: what was is forgotten. */
  void forget(InstalledModel model) {
    refusals.remove(model);
  }
}
