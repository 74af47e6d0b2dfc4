package dev.sluice.probe.run;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether a result reaches one thing that its suite demands.
 *
 * @param what the demand in words, such as {@code pass rate of items tagged negation}
 * @param demanded a share, greater than 0 and at most 1
 * @param reached the share that was reached; absent when nothing was there to measure it by, and
 *     then the demand is not met
 * @param unasked items of the suite that were not asked, whoever is the cause: the share is of the
 *     others alone, so that the demand is not met either
 */
public record DemandResult(
    Kind kind, String what, double demanded, OptionalDouble reached, int unasked) {

  /** What is demanded. */
  public enum Kind {
    /** The pass rate of the suite. */
    THRESHOLD,
    /** The pass rate of the items of one tag. */
    TAG_FLOOR,
    /** The share of answers that come fast enough. */
    LATENCY,
    /** The share of answers that keep to the suite's gates. */
    GATES
  }

  /** The demand and what was reached, in one line for a person. */
  public String words() {
    String measured =
        reached.isPresent() ? percent(reached.getAsDouble()) : "unknown, nothing was measured";
    String rest =
        unasked == 0
            ? ""
            : " without the %d that were not asked, and no demand is met without them"
                .formatted(unasked);
    return "%s must be %s, is %s%s".formatted(what, percent(demanded), measured, rest);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  public boolean met() {
    return unasked == 0 && reached.isPresent() && reached.getAsDouble() >= demanded;
  }
}
