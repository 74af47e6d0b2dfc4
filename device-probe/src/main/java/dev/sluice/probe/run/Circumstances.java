package dev.sluice.probe.run;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What went on around a run; times taken on a busy device say less about the model.
 *
 * @param wallTime from before the first load until the last answer
 * @param loadAverageBefore runnable processes over the minute before the run
 * @param loadAverageAfter the same at its end, the engine's own threads included
 * @param engineRestarts how often the engine died and was started again
 */
public record Circumstances(
    Duration wallTime,
    OptionalDouble loadAverageBefore,
    OptionalDouble loadAverageAfter,
    int engineRestarts) {
  public Circumstances {
    Objects.requireNonNull(wallTime, "wallTime");
    Objects.requireNonNull(loadAverageBefore, "loadAverageBefore");
    Objects.requireNonNull(loadAverageAfter, "loadAverageAfter");
  }
}
