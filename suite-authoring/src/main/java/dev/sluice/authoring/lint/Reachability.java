package dev.sluice.authoring.lint;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.Grade;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonSchemaGate;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.RefusalGrader;
import dev.sluice.suites.grading.RegexGrader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Questions that no model can pass: the right answer itself is cut short or refused. */
final class Reachability {

  /** Fewer characters than this make a token in no text that people or programs write. */
  private static final int FEWEST_CHARACTERS_PER_TOKEN = 2;

  /** Words around the expected texts, where an answer has to have some length. */
  private static final int MOST_FILLING_WORDS = 300;

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
    if (suite.grader() instanceof ContainsGrader) {
      checkParts(suite, question, findings);
    } else {
      Grade grade = suite.grade(question, answer);
      if (!grade.passed()) {
        findings.add(unreachable(question, "the expected answer fails: " + grade.explanation()));
      }
    }
    if (suite.grader().expectsSeveral()) {
      return;
    }
    if (generation.stop().stream().anyMatch(answer::contains)) {
      findings.add(unreachable(question, "a stop string would cut the expected answer short"));
    }
    checkLength(question, generation.maxTokens(), findings);
  }

  /** Parts of an answer may need words around them to get past a gate. */
  private static void checkParts(Suite suite, Question question, List<Finding> findings) {
    if (suite.gates().stream().anyMatch(gate -> gate instanceof JsonSchemaGate)) {
      return;
    }
    String parts = question.expected().replace('\n', ' ');
    boolean reachable =
        Stream.concat(Stream.of(parts), question.expected().lines())
            .anyMatch(
                answer ->
                    Stream.iterate(answer, longer -> longer + " and")
                        .limit(MOST_FILLING_WORDS)
                        .anyMatch(longer -> suite.grade(question, longer).passed()));
    if (!reachable) {
      findings.add(
          unreachable(
              question,
              "no answer with the expected texts gets through: "
                  + suite.grade(question, parts).explanation()));
    }
  }

  private static void checkLength(Question question, int maxTokens, List<Finding> findings) {
    String answer = question.expected().strip();
    long words = Stream.of(answer.split("\\s+", -1)).count();
    if (words > maxTokens) {
      findings.add(
          unreachable(
              question,
              "the expected answer has %d words, more than maxTokens %d"
                  .formatted(words, maxTokens)));
    } else if (answer.length() > (long) FEWEST_CHARACTERS_PER_TOKEN * maxTokens) {
      findings.add(
          Finding.warning(
              "tight",
              question.id(),
              "the expected answer has %d characters, which may take more than maxTokens %d"
                  .formatted(answer.length(), maxTokens)));
    }
  }

  private static Finding unreachable(Question question, String reason) {
    return Finding.error("unreachable", question.id(), reason);
  }
}
