package dev.sluice.probe.run;

import java.time.Duration;
import java.util.Objects;

/**
 * How patient a run is.
 *
 * @param itemTimeout how long one answer may take
 */
public record RunSettings(Duration itemTimeout, RestartPolicy restarts) {
  public RunSettings {
    if (itemTimeout.isNegative() || itemTimeout.isZero()) {
      throw new IllegalArgumentException("itemTimeout must be positive, was " + itemTimeout);
    }
    Objects.requireNonNull(restarts, "restarts");
  }

  /** A minute per answer and {@link RestartPolicy#standard()}. */
  public static RunSettings standard() {
    return new RunSettings(Duration.ofMinutes(1), RestartPolicy.standard());
  }

  public RunSettings withItemTimeout(Duration newItemTimeout) {
    return new RunSettings(newItemTimeout, restarts);
  }
}
