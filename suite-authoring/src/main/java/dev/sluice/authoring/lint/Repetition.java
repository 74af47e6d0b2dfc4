package dev.sluice.authoring.lint;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Items that ask the same: twice the weight for one question, or no right answer at all. */
final class Repetition {

  private Repetition() {}

  static List<Finding> check(Suite suite) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Item> seen = new HashMap<>();
    NearText near = new NearText();
    for (Item item : suite.items()) {
      Item earlier = seen.putIfAbsent(SameText.of(item.input()), item);
      int nearTo = near.add(item.input());
      if (earlier != null) {
        findings.add(same(item, earlier));
      } else if (nearTo >= 0) {
        findings.add(near(item, suite.items().get(nearTo)));
      }
    }
    return findings;
  }

  private static Finding same(Item item, Item earlier) {
    return item.expected().equals(earlier.expected())
        ? Finding.warning("duplicate", item.id(), "asks the same as " + earlier.id())
        : Finding.error(
            "contradiction",
            item.id(),
            "asks the same as " + earlier.id() + " and expects another answer");
  }

  private static Finding near(Item item, Item earlier) {
    return item.expected().equals(earlier.expected())
        ? Finding.warning("near-duplicate", item.id(), "asks nearly the same as " + earlier.id())
        : Finding.warning(
            "ambiguous",
            item.id(),
            "asks nearly the same as " + earlier.id() + " and expects another answer");
  }
}
