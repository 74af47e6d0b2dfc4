package dev.sluice.probe.agent;

import dev.sluice.privacy.mechanism.Measurement;
import java.util.Objects;

/** How one attempt at a run has ended. */
sealed interface RunEnd {

  /** Everything was asked. */
  record Measured(Measurement measurement) implements RunEnd {
    public Measured {
      Objects.requireNonNull(measurement, "measurement");
    }
  }

  /** It goes on later; nothing went wrong. */
  record PutOff() implements RunEnd {}

  /**
   * The server went away and did not come back at once. In the middle it may have been stopped, and
   * the model may have been what brought it down: as with a device that dies, a later attempt goes
   * on, and attempts are counted.
   *
   * @param midway whether the model had been asked something
   */
  record Lost(InstalledModel model, boolean midway) implements RunEnd {}
}
