package dev.sluice.authoring.lint;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.LabelGrader;
import java.util.List;

/** Labels that are the right answer to nothing: whatever a model does with them goes unseen. */
final class UnusedLabels {

  private UnusedLabels() {}

  static List<Finding> check(Suite suite) {
    if (!(suite.grader() instanceof LabelGrader grader)) {
      return List.of();
    }
    List<String> unused =
        grader.labels().stream()
            .filter(label -> suite.items().stream().noneMatch(item -> passes(suite, item, label)))
            .toList();
    return unused.isEmpty()
        ? List.of()
        : List.of(
            Finding.warning("unused-label", "", "no item expects " + String.join(", ", unused)));
  }

  private static boolean passes(Suite suite, Item item, String label) {
    return suite.grader().grade(label, item.expected()).passed();
  }
}
