package dev.sluice.probe.run;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/**
 * What to ask out of a suite. The controls are always asked.
 *
 * @param items at least one of the suite's items
 */
public record SuitePlan(Suite suite, List<Item> items) {
  public SuitePlan {
    items = List.copyOf(items);
    if (items.isEmpty() || !new HashSet<>(suite.items()).containsAll(items)) {
      throw new IllegalArgumentException("items must be some of the items of suite " + suite.id());
    }
  }

  /** Every item. */
  public static SuitePlan whole(Suite suite) {
    return new SuitePlan(suite, suite.items());
  }

  /** The first items, at most {@code limit}. */
  public static SuitePlan first(Suite suite, int limit) {
    return new SuitePlan(suite, suite.items().subList(0, Math.min(limit, suite.items().size())));
  }

  /** The items that one device draws for one report. */
  public static SuitePlan drawn(Suite suite, Random random) {
    return new SuitePlan(suite, suite.draw(random));
  }

  /** As many items as somebody wants to ask, drawn as a device draws; all when there are fewer. */
  public static SuitePlan drawn(Suite suite, int count, Random random) {
    return new SuitePlan(suite, suite.draw(count, random));
  }

  /** How often the model is asked, controls included. */
  public int questions() {
    return suite.controls().size() + items.size();
  }
}
