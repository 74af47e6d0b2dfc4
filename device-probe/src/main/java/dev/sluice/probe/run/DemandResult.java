package dev.sluice.probe.run;

import java.util.OptionalDouble;

/**
 * Whether a result reaches one thing that its suite demands.
 *
 * @param what the demand in words, such as {@code pass rate of items tagged negation}
 * @param demanded a share, greater than 0 and at most 1
 * @param reached the share that was reached; absent when nothing was there to measure it by, and
 *     then the demand is not met
 */
public record DemandResult(Kind kind, String what, double demanded, OptionalDouble reached) {

  /** What is demanded. */
  public enum Kind {
    /** The pass rate of the suite. */
    THRESHOLD,
    /** The pass rate of the items of one tag. */
    TAG_FLOOR,
    /** The share of answers that come fast enough. */
    LATENCY
  }

  public boolean met() {
    return reached.isPresent() && reached.getAsDouble() >= demanded;
  }
}
