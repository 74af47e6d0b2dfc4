package dev.sluice.authoring.lint;

import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.LabelGrader;
import dev.sluice.suites.grading.RefusalGrader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model scores that does not read the question: by the one answer that passes most often,
 * and by giving the question back. Every report of such a suite looks good, whatever the model.
 */
final class BlindAnswers {

  private static final int ENOUGH_ITEMS = 10;
  private static final double MOST = 0.5;
  private static final double MOST_OF_TWO_KINDS = 0.7;
  private static final double MOST_BY_ECHO = 0.25;

  /** Every one of these is graded against every item. */
  private static final int COMMONEST_ANSWERS = 20;

  private BlindAnswers() {}

  static List<Finding> check(Suite suite) {
    if (suite.items().size() < ENOUGH_ITEMS) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    commonestAnswer(suite).ifPresent(findings::add);
    echo(suite).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> commonestAnswer(Suite suite) {
    Map<String, Long> counts =
        suite.items().stream()
            .flatMap(item -> RightAnswers.to(item, suite).stream())
            .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(COMMONEST_ANSWERS)
        .map(Map.Entry::getKey)
        .map(answer -> Map.entry(answer, passes(suite, answer)))
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .filter(best -> best.getValue() > most(suite) * suite.items().size())
        .map(
            best ->
                Finding.warning(
                    "one-answer",
                    "",
                    "always answering %s passes %d of %d items"
                        .formatted(quoted(best.getKey()), best.getValue(), suite.items().size())));
  }

  /** Where an answer is judged by its kind, the items that expect the kind are what it passes. */
  private static long passes(Suite suite, String answer) {
    return suite.grader() instanceof RefusalGrader
        ? suite.items().stream().filter(item -> item.expected().equals(answer)).count()
        : suite.items().stream().filter(item -> suite.grade(item, answer).passed()).count();
  }

  /** Between two kinds of answers one has at least a half. */
  private static double most(Suite suite) {
    boolean twoKinds =
        suite.grader() instanceof RefusalGrader
            || (suite.grader() instanceof LabelGrader label && label.labels().size() == 2);
    return twoKinds ? MOST_OF_TWO_KINDS : MOST;
  }

  private static Optional<Finding> echo(Suite suite) {
    if (suite.grader() instanceof RefusalGrader) {
      return Optional.empty();
    }
    long echoed =
        suite.items().stream().filter(item -> suite.grade(item, item.input()).passed()).count();
    return echoed <= MOST_BY_ECHO * suite.items().size()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "echo",
                "",
                "giving the input back passes %d of %d items"
                    .formatted(echoed, suite.items().size())));
  }

  private static String quoted(String answer) {
    String line = answer.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= 40 ? "'" + line + "'" : "'" + line.substring(0, 40) + "...'";
  }
}
