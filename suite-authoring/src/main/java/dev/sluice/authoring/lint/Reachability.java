package dev.sluice.authoring.lint;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonSchemaGate;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.RefusalGrader;
import dev.sluice.suites.grading.RegexGrader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Questions that no model can pass: every right answer is cut short or refused. An answer of which
 * enough is left to pass is not objected to, such as one that is graded by its words.
 */
final class Reachability {

  /** Fewer characters than this make a token in no text that people or programs write. */
  private static final int FEWEST_CHARACTERS_PER_TOKEN = 2;

  /** Words around the expected texts, where an answer has to have some length. */
  private static final int MOST_FILLING_WORDS = 300;

  private static final Pattern WORD = Pattern.compile("\\S+");

  private final Suite suite;
  private final List<Finding> findings = new ArrayList<>();

  private Reachability(Suite suite) {
    this.suite = suite;
  }

  static List<Finding> check(Suite suite) {
    Reachability reachability = new Reachability(suite);
    if (expectsAnswers(suite.grader())) {
      questions(suite).forEach(reachability::check);
    }
    return reachability.findings;
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

  private void check(Question question) {
    List<String> answers = RightAnswers.to(question, suite);
    List<String> reached =
        answers.stream().filter(answer -> objection(question, answer).isEmpty()).toList();
    if (reached.isEmpty()) {
      String reason = objection(question, answers.get(0));
      String others = answers.size() == 1 ? "" : ", and so does each of the others";
      findings.add(Finding.error("unreachable", question.id(), reason + others));
    } else {
      checkTight(question, reached);
    }
  }

  private boolean isPartOfAnswers() {
    return suite.grader() instanceof ContainsGrader;
  }

  /** Why an answer cannot be given and pass; empty when it can. */
  private String objection(Question question, String answer) {
    if (variants(answer).noneMatch(variant -> passes(question, variant))) {
      String reason = suite.grade(question, answer).explanation();
      return isPartOfAnswers()
          ? "no answer with the expected texts gets through: " + reason
          : "the expected answer fails: " + reason;
    }
    if (variants(answer).flatMap(this::unstopped).noneMatch(variant -> passes(question, variant))) {
      return "a stop string would cut the expected answer short";
    }
    int maxTokens = suite.generation().maxTokens();
    boolean fits =
        variants(answer)
            .flatMap(this::unstopped)
            .map(variant -> firstWords(variant, maxTokens))
            .anyMatch(variant -> passes(question, variant));
    return fits ? "" : tooLong(WORD.matcher(answer).results().count(), maxTokens);
  }

  private static String tooLong(long words, int maxTokens) {
    return words > maxTokens
        ? "the expected answer has %d words, more than maxTokens %d".formatted(words, maxTokens)
        : "every answer that gets through has more words than maxTokens %d".formatted(maxTokens);
  }

  /** What stands around the parts of an answer in JSON cannot be told, so no gate is asked. */
  private boolean passes(Question question, String answer) {
    return (isPartOfAnswers() && demandsJson())
        ? suite.grader().grade(answer, question.expected()).passed()
        : suite.grade(question, answer).passed();
  }

  private boolean demandsJson() {
    return suite.gates().stream().anyMatch(gate -> gate instanceof JsonSchemaGate);
  }

  /** Parts of an answer may need words around them to get past a gate. */
  private Stream<String> variants(String answer) {
    return isPartOfAnswers() && !suite.gates().isEmpty()
        ? Stream.iterate(answer, longer -> longer + " and").limit(MOST_FILLING_WORDS)
        : Stream.of(answer);
  }

  /** What a model can say of an answer: up to the first stop string, or all of it without any. */
  private Stream<String> unstopped(String answer) {
    String cut = answer;
    String without = answer;
    for (String stop : suite.generation().stop()) {
      int at = cut.indexOf(stop);
      cut = at < 0 ? cut : cut.substring(0, at);
      without = without.replace(stop, " ");
    }
    return Stream.of(cut, without);
  }

  /** No word takes less than a token. */
  private static String firstWords(String answer, int count) {
    return WORD.matcher(answer).results().count() <= count
        ? answer
        : WORD.matcher(answer)
            .results()
            .limit(count)
            .reduce((one, next) -> next)
            .map(MatchResult::end)
            .map(end -> answer.substring(0, end))
            .orElse("");
  }

  private void checkTight(Question question, List<String> answers) {
    String shortest =
        answers.stream().map(String::strip).min(Comparator.comparingInt(String::length)).orElse("");
    int maxTokens = suite.generation().maxTokens();
    if (shortest.length() > (long) FEWEST_CHARACTERS_PER_TOKEN * maxTokens) {
      findings.add(
          Finding.warning(
              "tight",
              question.id(),
              "the expected answer has %d characters, which may take more than maxTokens %d"
                  .formatted(shortest.length(), maxTokens)));
    }
  }
}
