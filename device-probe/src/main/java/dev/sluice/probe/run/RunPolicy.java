package dev.sluice.probe.run;

import java.util.Optional;

/**
 * What keeps questions from being asked that the engine could answer. Unlike a {@link Continuation}
 * it does not put a run off: what is left out stays out, as {@link ItemOutcome#SKIPPED_BY_POLICY}.
 */
@FunctionalInterface
public interface RunPolicy {

  /** Why nothing more is asked, in one line; empty if it is. Looked at before each question. */
  Optional<String> objection();

  /** Everything is asked. */
  static RunPolicy none() {
    return Optional::empty;
  }
}
