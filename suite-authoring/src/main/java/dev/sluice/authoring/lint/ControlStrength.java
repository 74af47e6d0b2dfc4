package dev.sluice.authoring.lint;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.LabelGrader;
import dev.sluice.suites.grading.RefusalGrader;
import java.util.ArrayList;
import java.util.List;

/** Controls that a broken harness gets through, or a sound one does not. */
final class ControlStrength {

  /** By guessing, a broken harness may look sound in one run of eight, and no more often. */
  private static final double MOST_LUCK = 1.0 / 8;

  private ControlStrength() {}

  static List<Finding> check(Suite suite) {
    List<ControlItem> mustPass = ofKind(suite, ControlItem.Kind.MUST_PASS);
    List<ControlItem> mustFail = ofKind(suite, ControlItem.Kind.MUST_FAIL);
    List<Finding> findings = new ArrayList<>();
    if (mustFail.isEmpty()) {
      findings.add(
          Finding.warning("controls", "", "no must-fail control: passes given away go unseen"));
    }
    checkLuck(suite, mustPass, findings);
    checkOneAnswer(suite, mustPass, findings);
    for (ControlItem control : mustPass) {
      checkEcho(suite, control, findings);
      checkAgainst(suite, control, mustFail, findings);
    }
    return findings;
  }

  private static List<ControlItem> ofKind(Suite suite, ControlItem.Kind kind) {
    return suite.controls().stream().filter(control -> control.kind() == kind).toList();
  }

  private static void checkLuck(Suite suite, List<ControlItem> mustPass, List<Finding> findings) {
    double luck =
        mustPass.stream().mapToDouble(control -> luck(suite, control)).reduce(1, (a, b) -> a * b);
    if (luck > MOST_LUCK) {
      findings.add(
          Finding.warning(
              "controls",
              "",
              "guessing passes all %d must-pass controls once in %.0f runs: add one"
                  .formatted(mustPass.size(), 1 / luck)));
    }
  }

  /** The chance of a guess; 0 where there is no end of answers. */
  private static double luck(Suite suite, ControlItem control) {
    if (suite.grader() instanceof RefusalGrader) {
      return 1.0 / 2;
    }
    if (!control.choices().isEmpty()) {
      return 1.0 / control.choices().size();
    }
    return suite.grader() instanceof LabelGrader label ? 1.0 / label.labels().size() : 0;
  }

  /** Where answers are judged by their kind, different kinds are different answers anyway. */
  private static void checkOneAnswer(
      Suite suite, List<ControlItem> mustPass, List<Finding> findings) {
    if (suite.grader() instanceof RefusalGrader) {
      return;
    }
    mustPass.stream()
        .filter(
            asked ->
                RightAnswers.to(asked, suite).stream()
                    .anyMatch(
                        answer ->
                            mustPass.stream()
                                .allMatch(control -> suite.grade(control, answer).passed())))
        .findFirst()
        .ifPresent(
            control ->
                findings.add(
                    Finding.error(
                        "controls",
                        control.id(),
                        "its expected answer passes every must-pass control: an engine that always"
                            + " says that looks sound")));
  }

  private static void checkEcho(Suite suite, ControlItem control, List<Finding> findings) {
    if (!(suite.grader() instanceof RefusalGrader)
        && suite.grade(control, control.input()).passed()) {
      findings.add(
          Finding.warning(
              "controls", control.id(), "giving its input back passes it: it tests nothing"));
    }
  }

  private static void checkAgainst(
      Suite suite, ControlItem right, List<ControlItem> mustFail, List<Finding> findings) {
    for (ControlItem wrong : mustFail) {
      if (wrong.input().equals(right.input())
          && (wrong.expected().equals(right.expected())
              || RightAnswers.to(right, suite).stream()
                  .anyMatch(answer -> suite.grade(wrong, answer).passed()))) {
        findings.add(
            Finding.error(
                "controls",
                wrong.id(),
                "the right answer to it passes (see %s): no run can be valid"
                    .formatted(right.id())));
      }
    }
  }
}
