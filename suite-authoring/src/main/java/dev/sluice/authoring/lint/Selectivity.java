package dev.sluice.authoring.lint;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.RefusalGrader;
import java.util.ArrayList;
import java.util.List;

/** Items that any answer passes. */
final class Selectivity {

  /** Answers nothing that anybody asks. */
  private static final String NONSENSE = "qzx-\u2603";

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
    return findings;
  }
}
