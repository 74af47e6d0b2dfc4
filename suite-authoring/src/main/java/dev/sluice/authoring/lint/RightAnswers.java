package dev.sluice.authoring.lint;

import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.List;

/**
 * What a model may answer to be right, by what a question expects. A list of expected texts is no
 * answer itself: one of them is, or, where all have to occur, one after the other.
 */
final class RightAnswers {

  private RightAnswers() {}

  /** At least one. */
  static List<String> to(Question question, Suite suite) {
    if (!suite.grader().expectsSeveral()) {
      return List.of(question.expected());
    }
    List<String> texts = question.expected().lines().filter(line -> !line.isBlank()).toList();
    boolean together =
        suite.grader() instanceof ContainsGrader contains && contains.demand() == Demand.ALL;
    return together ? List.of(String.join(" ", texts)) : texts;
  }
}
