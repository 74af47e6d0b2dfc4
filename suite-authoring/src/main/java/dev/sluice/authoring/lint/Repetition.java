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
    for (Item item : suite.items()) {
      Item earlier = seen.putIfAbsent(SameText.of(item.input()), item);
      if (earlier != null) {
        findings.add(finding(item, earlier));
      }
    }
    return findings;
  }

  private static Finding finding(Item item, Item earlier) {
    return item.expected().equals(earlier.expected())
        ? Finding.warning("duplicate", item.id(), "asks the same as " + earlier.id())
        : Finding.error(
            "contradiction",
            item.id(),
            "asks the same as " + earlier.id() + " and expects another answer");
  }
}
