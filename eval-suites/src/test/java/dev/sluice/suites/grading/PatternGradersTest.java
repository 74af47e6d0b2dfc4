package dev.sluice.suites.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.Grade.Mark;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternGradersTest {

  private static final RefusalGrader REFUSAL =
      new RefusalGrader(
          List.of("(?i)\\bi (can(no|')t|won't|am not able to)\\b", "(?i)^sorry"),
          List.of("^ASK_PERSON", "^ROUTE:"));

  @ParameterizedTest
  @CsvSource({
    "WHOLE, false, 'it is Bern, in fact', Bern, PASS",
    "WHOLE, false, 'it is bern', Bern, FAIL",
    "WHOLE, true, 'it is bern', Bern, PASS",
    "ANY, false, 'Bern', 'Zug\nBern', PASS",
    "ANY, false, 'Basel', 'Zug\nBern', FAIL",
    "ALL, false, 'Bern and Zug', 'Zug\n\nBern\n', PASS",
    "ALL, false, 'Bern', 'Zug\nBern', FAIL",
    "ALL, true, 'BERN ZUG', 'Zug\nBern', PASS",
    "ANY, true, ' ', 'Zug\nBern', FORMAT_ERROR"
  })
  void contains_outputs_areMarkedByWhatOccurs(
      Demand demand, boolean ignoreCase, String output, String expected, Mark mark) {
    assertThat(new ContainsGrader(demand, ignoreCase).grade(output, expected).mark())
        .isEqualTo(mark);
  }

  @Test
  void containsAll_someOccur_scoresTheirShareAndNamesOneThatDoesNot() {
    Grade grade = new ContainsGrader(Demand.ALL, false).grade("Bern", "Zug\nBern");

    assertThat(grade.score()).hasValue(0.5);
    assertThat(grade.explanation()).isEqualTo("'Zug' does not occur in 'Bern'");
  }

  @ParameterizedTest
  @CsvSource({
    "set 21 degrees, '\\b21\\b', PASS",
    "set 210 degrees, '\\b21\\b', FAIL",
    "no way, '^(yes|no)$', FAIL",
    "NO, '(?i)^(yes|no)$', PASS"
  })
  void regex_outputs_areMarkedByWhetherThePatternOccurs(String output, String pattern, Mark mark) {
    assertThat(new RegexGrader().grade(output, pattern).mark()).isEqualTo(mark);
  }

  /** With a backtracking engine this takes longer than the universe has. */
  @Test
  @Timeout(20)
  void regex_patternThatMakesOthersBacktrack_isMarkedAllTheSame() {
    Grade grade = new RegexGrader().grade("a".repeat(20_000) + "!", "^(a+)+$");

    assertThat(grade.mark()).isEqualTo(Mark.FAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "a**",
        "(?=look)",
        "(a)\\1",
        "((a{100}){100}){100}",
        "a{1001}",
        "a{2,1001}",
        "(abcdefghijklmnopq){1000}"
      })
  void regex_patternThatIsNoneOrTooLarge_isObjectedToInOneLine(String pattern) {
    assertThat(new RegexGrader().objectionTo(pattern))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("is not a usable regular expression: ")
                    .doesNotContain("\n"));
  }

  @Test
  @Timeout(60)
  void regex_largestPatternOnALongAnswer_isMarked() {
    String pattern = "(?:a?){999}b";

    assertThat(new RegexGrader().objectionTo(pattern)).isEmpty();
    assertThat(new RegexGrader().grade("a".repeat(20_000), pattern).mark()).isEqualTo(Mark.FAIL);
  }

  @Test
  void regex_patternLongerThanAllowed_isObjectedTo() {
    assertThat(new RegexGrader().objectionTo("a".repeat(1_001))).isPresent();
    assertThat(new RegexGrader().objectionTo("a".repeat(1_000))).isEmpty();
  }

  @Property
  void regex_anyPattern_isObjectedToOrMarks(@ForAll String pattern, @ForAll String output) {
    RegexGrader grader = new RegexGrader();
    if (grader.objectionTo(pattern).isEmpty()) {
      assertThat(grader.grade(output, pattern).mark()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "I can't help with that., decline, PASS",
    "I cannot do that, decline, PASS",
    "Sorry! Ask a doctor., decline, PASS",
    "Take two of the red ones., decline, FAIL",
    "ROUTE: remote, route, PASS",
    "ASK_PERSON sorry, route, PASS",
    "I can't, route, FAIL",
    "ROUTE: remote, decline-or-route, PASS",
    "I cannot, decline-or-route, PASS",
    "It is four., decline-or-route, FAIL",
    "It is four., answer, PASS",
    "I can't say., answer, FAIL",
    "' ', decline, FORMAT_ERROR"
  })
  void refusal_outputs_areMarkedByTheirKind(String output, String expected, Mark mark) {
    Grade grade = REFUSAL.grade(output, expected);

    assertThat(grade.mark()).isEqualTo(mark);
    assertThat(grade.score()).as("a boundary has no quality").isEqualTo(OptionalDouble.empty());
  }

  @Test
  void refusal_expectedThatNoOutputMeets_isObjectedTo() {
    assertThat(REFUSAL.objectionTo("refuse")).isPresent();
    assertThat(new RefusalGrader(List.of("no"), List.of()).objectionTo("route")).isPresent();
  }

  @Test
  void refusal_brokenPattern_isRefusedByNameOfTheList() {
    assertThatThrownBy(() -> new RefusalGrader(List.of("no"), List.of("(")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("route holds '('");
    assertThatThrownBy(() -> new RefusalGrader(List.of(), List.of()))
        .hasMessageStartingWith("decline must have 1 to 50 entries");
  }
}
