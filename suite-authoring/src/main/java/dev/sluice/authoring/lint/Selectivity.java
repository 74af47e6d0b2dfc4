package dev.sluice.authoring.lint;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.RefusalGrader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Suites that pass models which know nothing: by any answer at all, or always the same one. */
final class Selectivity {

  /** Answers nothing that anybody asks. */
  private static final String NONSENSE = "qzx-\u2603";

  private static final double MOST = 0.9;
  private static final int ENOUGH_ITEMS = 10;

  private Selectivity() {}

  static List<Finding> check(Suite suite) {
    List<Finding> findings = new ArrayList<>();
    // Nonsense is an answer where the question is whether the model answers.
    if (!(suite.grader() instanceof RefusalGrader)) {
      for (Item item : suite.items()) {
        if (suite.grade(item, NONSENSE).passed()) {
          findings.add(Finding.error("passes-anything", item.id(), "passes even nonsense"));
        }
      }
    }
    if (suite.controls().stream().noneMatch(c -> c.kind() == ControlItem.Kind.MUST_FAIL)) {
      findings.add(
          Finding.warning("controls", "", "no must-fail control: passes given away go unseen"));
    }
    checkCommonestAnswer(suite, findings);
    return findings;
  }

  private static void checkCommonestAnswer(Suite suite, List<Finding> findings) {
    Map<String, Long> counts =
        suite.items().stream()
            .collect(Collectors.groupingBy(Item::expected, Collectors.counting()));
    long commonest = Collections.max(counts.values());
    int items = suite.items().size();
    if (items >= ENOUGH_ITEMS && commonest > MOST * items) {
      findings.add(
          Finding.warning(
              "one-answer",
              "",
              "%d of %d items expect the same: always saying that looks good"
                  .formatted(commonest, items)));
    }
  }
}
