package dev.sluice.probe.flags.remote;

import java.time.Duration;
import java.util.Optional;

/** Something that has the flag file. */
@FunctionalInterface
public interface FlagSource {

  /**
   * Asks for it.
   *
   * @param tag of the file that is here; empty if none is
   */
  Answer ask(Optional<String> tag);

  /** What it answered. */
  sealed interface Answer {

    /**
     * Another file than the one that is here.
     *
     * @param tag to ask with next time
     */
    record Changed(String text, Optional<String> tag) implements Answer {}

    /** The file that is here is the newest. */
    record Unchanged() implements Answer {}

    /**
     * No file.
     *
     * @param reason one line for people
     * @param retryAfter how long it wants to be left alone, if it said so
     */
    record Unavailable(String reason, Optional<Duration> retryAfter) implements Answer {}
  }
}
