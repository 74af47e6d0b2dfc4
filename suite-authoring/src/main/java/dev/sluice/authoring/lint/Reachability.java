package dev.sluice.authoring.lint;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.Grade;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.RefusalGrader;
import dev.sluice.suites.grading.RegexGrader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Questions that no model can pass: the right answer itself is cut short or refused. */
final class Reachability {

  private Reachability() {}

  static List<Finding> check(Suite suite) {
    List<Finding> findings = new ArrayList<>();
    if (expectsAnswers(suite.grader())) {
      questions(suite).forEach(question -> checkAnswer(suite, question, findings));
    }
    return findings;
  }

  /** Elsewhere {@code expected} describes answers and is none itself. */
  private static boolean expectsAnswers(Grader grader) {
    return !(grader instanceof RegexGrader
        || grader instanceof JsonSchemaGrader
        || grader instanceof RefusalGrader);
  }

  private static Stream<Question> questions(Suite suite) {
    return Stream.concat(
        suite.items().stream(),
        suite.controls().stream().filter(control -> control.kind() == ControlItem.Kind.MUST_PASS));
  }

  private static void checkAnswer(Suite suite, Question question, List<Finding> findings) {
    String answer = question.expected();
    Generation generation = suite.generation();
    Grade grade = suite.grade(question, answer);
    if (!grade.passed()) {
      findings.add(unreachable(question, "the expected answer fails: " + grade.explanation()));
    }
    // Several expected texts stand on lines of their own; the ends of those are in no answer.
    boolean cut =
        !suite.grader().expectsSeveral() && generation.stop().stream().anyMatch(answer::contains);
    if (cut) {
      findings.add(unreachable(question, "a stop string would cut the expected answer short"));
    }
    long words = Stream.of(answer.strip().split("\\s+", -1)).count();
    if (!suite.grader().expectsSeveral() && words > generation.maxTokens()) {
      findings.add(
          unreachable(
              question,
              "the expected answer has %d words, more than maxTokens %d"
                  .formatted(words, generation.maxTokens())));
    }
  }

  private static Finding unreachable(Question question, String reason) {
    return Finding.error("unreachable", question.id(), reason);
  }
}
