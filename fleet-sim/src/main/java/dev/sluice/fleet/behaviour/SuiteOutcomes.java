package dev.sluice.fleet.behaviour;

import dev.sluice.probe.run.ItemOutcome;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one version came to on every item of one suite, measured once by the real probe.
 *
 * @param suite the suite's id
 * @param sample how many items a device draws for a run, 1 to the number of items
 * @param items one outcome an item, in the suite's order
 */
public record SuiteOutcomes(String suite, int sample, List<ItemOutcome> items) {
  public SuiteOutcomes {
    items = List.copyOf(items);
    if (sample < 1 || sample > items.size()) {
      throw new IllegalArgumentException(
          "the sample of suite %s must be 1 to %d items, was %d"
              .formatted(suite, items.size(), sample));
    }
  }

  /** Whether every item was answered, so that no draw of them can spoil a run. */
  boolean alwaysAnswers() {
    return items.stream().noneMatch(outcome -> crashes(outcome) || fallsBack(outcome));
  }

  /** Whether a device that met this outcome would report a crash. */
  static boolean crashes(ItemOutcome outcome) {
    return outcome == ItemOutcome.ENGINE_CRASH || outcome == ItemOutcome.OUT_OF_MEMORY;
  }

  /** Whether a device that met this outcome would report that it needed the fallback. */
  static boolean fallsBack(ItemOutcome outcome) {
    return outcome == ItemOutcome.TIMEOUT
        || outcome == ItemOutcome.REFUSED
        || outcome == ItemOutcome.SKIPPED;
  }

  /**
   * Draws a device's items and adds up how they came out: every subset of the sample's size is
   * equally likely (Bentley, Floyd 1987, "A sample of brilliance"). What is taken from the stream
   * depends only on the number of items, so two versions meet the same draw.
   *
   * @param spoiltAnswerRate share of right answers that this device spoils
   */
  void draw(SplittableRandom random, double spoiltAnswerRate, SliceTally tally) {
    BitSet drawn = new BitSet(items.size());
    for (int last = items.size() - sample; last < items.size(); last++) {
      int candidate = random.nextInt(last + 1);
      int item = drawn.get(candidate) ? last : candidate;
      drawn.set(item);
      tally.add(items.get(item), random.nextDouble() < spoiltAnswerRate);
    }
  }
}
