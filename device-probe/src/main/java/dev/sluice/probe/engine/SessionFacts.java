package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Facts of one loaded model.
 *
 * @param build what runs it, with what was really allocated
 * @param loadTime from the request to load until the model could answer, without the start of a
 *     process; absent where the model had been loaded before
 */
public record SessionFacts(EngineBuild build, Optional<Duration> loadTime) {
  public SessionFacts {
    Objects.requireNonNull(build, "build");
    Objects.requireNonNull(loadTime, "loadTime");
  }
}
