package dev.sluice.suites.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.grading.Grade.Mark;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraderTest {

  private static final LabelGrader LABELS = new LabelGrader(List.of("positive", "negative"));

  static List<Grader> graders() {
    return List.of(new ExactGrader(), new NormalisedGrader(), new JsonEqualGrader(), LABELS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "you soon|you soon|PASS",
        "You soon|you soon|FAIL",
        " you soon|you soon|FAIL",
        "you soon.|you soon|FAIL",
        "   |you soon|FORMAT_ERROR"
      })
  void exact_outputs_areMarkedByEveryCharacter(String output, String expected, Mark mark) {
    assertThat(new ExactGrader().grade(output, expected).mark()).isEqualTo(mark);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "  You   SOON |you soon|PASS",
        "you\u00a0soon|you soon|PASS",
        "\uff59ou soon|you soon|PASS",
        "yousoon|you soon|FAIL",
        "you soon.|you soon|FAIL",
        "\u00a0|you soon|FORMAT_ERROR"
      })
  void normalised_outputs_areMarkedApartFromCaseSpaceAndForm(
      String output, String expected, Mark mark) {
    assertThat(new NormalisedGrader().grade(output, expected).mark()).isEqualTo(mark);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":null}|{\"b\":null,\"a\":1}|PASS",
        "{ \"a\" : 1.0 }|{\"a\":1}|PASS",
        "{\"a\":1e2}|{\"a\":100}|PASS",
        "{\"a\":\"\\u0041\"}|{\"a\":\"A\"}|PASS",
        "[1,2]|[1,2]|PASS",
        "[2,1]|[1,2]|FAIL",
        "{\"a\":\"1\"}|{\"a\":1}|FAIL",
        "{\"a\":1}|{\"a\":1,\"b\":null}|FAIL",
        "{\"a\":1,\"b\":2}|{\"a\":1}|FAIL",
        "0.1|0.10000000000000001|FAIL",
        "null|{\"a\":1}|FAIL",
        "{\"a\":1|{\"a\":1}|FORMAT_ERROR",
        "{\"a\":1} so|{\"a\":1}|FORMAT_ERROR",
        "{\"a\":1}{\"a\":1}|{\"a\":1}|FORMAT_ERROR",
        "{\"a\":2,\"a\":1}|{\"a\":1}|FORMAT_ERROR",
        "{'a':1}|{\"a\":1}|FORMAT_ERROR",
        "{\"a\":NaN}|{\"a\":1}|FORMAT_ERROR",
        "Sure! Here it is|{\"a\":1}|FORMAT_ERROR",
        "``|{\"a\":1}|FORMAT_ERROR"
      })
  void jsonEqual_outputs_areMarkedByValue(String output, String expected, Mark mark) {
    assertThat(new JsonEqualGrader().grade(output, expected).mark()).isEqualTo(mark);
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100_000})
  void jsonEqual_nestedWithoutEnd_isAFormatErrorAndNotAStackOverflow(int depth) {
    String output = "[".repeat(depth) + "]".repeat(depth);

    assertThat(new JsonEqualGrader().grade(output, "[]").mark()).isEqualTo(Mark.FORMAT_ERROR);
  }

  @Test
  void jsonEqual_numberOfAbsurdSize_isMarkedWithoutWritingItOut() {
    Grade grade = new JsonEqualGrader().grade("1e999999999", "10e999999998");

    assertThat(grade.mark()).isEqualTo(Mark.PASS);
  }

  @Test
  void jsonEqual_numberOfTooManyDigits_isAFormatError() {
    Grade grade = new JsonEqualGrader().grade("1".repeat(100_000), "1");

    assertThat(grade.mark()).isEqualTo(Mark.FORMAT_ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "positive, positive, PASS",
    "' Positive\n', positive, PASS",
    "negative, positive, FAIL",
    "positively, positive, FORMAT_ERROR",
    "'positive, I think', positive, FORMAT_ERROR",
    "'', positive, FORMAT_ERROR"
  })
  void label_outputs_areMarkedByTheClosedList(String output, String expected, Mark mark) {
    assertThat(LABELS.grade(output, expected).mark()).isEqualTo(mark);
  }

  @Property
  void expectedAnswer_thatGraderHasNothingAgainst_passesItself(@ForAll @NotBlank String answer) {
    for (Grader grader : List.of(new ExactGrader(), new NormalisedGrader())) {
      boolean unobjectionable = grader.objectionTo(answer).isEmpty();
      assertThat(grader.grade(answer, answer).passed()).isEqualTo(unobjectionable);
    }
  }

  @Property
  void normalised_passesWhateverExactPasses(
      @ForAll @NotBlank String output, @ForAll @NotBlank String expected) {
    if (new ExactGrader().grade(output, expected).passed()) {
      assertThat(new NormalisedGrader().grade(output, expected).passed()).isTrue();
    }
  }

  @Property
  void everyGrader_anyOutput_isMarkedAndNeverThrows(@ForAll String output) {
    assertThat(new JsonEqualGrader().grade(output, "{\"a\":1}").mark()).isNotNull();
    assertThat(LABELS.grade(output, "positive").mark()).isNotNull();
    assertThat(new NormalisedGrader().grade(output, "positive").mark()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("graders")
  void everyGrader_blankOutput_isAFormatError(Grader grader) {
    String expected = grader.equals(LABELS) ? "positive" : "1";

    assertThat(grader.grade("", expected).mark()).isEqualTo(Mark.FORMAT_ERROR);
    assertThat(grader.grade(" \t\n", expected).mark()).isEqualTo(Mark.FORMAT_ERROR);
  }

  @Test
  void objectionTo_answerThatCanNeverPass_isGiven() {
    assertThat(new ExactGrader().objectionTo(" ")).isPresent();
    assertThat(new NormalisedGrader().objectionTo("\n")).isPresent();
    assertThat(new JsonEqualGrader().objectionTo("{a:1}")).isPresent();
    assertThat(new JsonEqualGrader().objectionTo("{\"a\":1,\"a\":1}")).isPresent();
    assertThat(LABELS.objectionTo("neutral")).isPresent();
  }

  @Test
  void grade_longAnswerWithLineBreaks_isExplainedInOneShortLine() {
    Grade grade = new ExactGrader().grade("no\n".repeat(10_000), "yes");

    assertThat(grade.explanation()).doesNotContain("\n").hasSizeLessThan(200);
  }

  @Test
  void labels_alikeOnceNormalised_areRefused() {
    assertThatThrownBy(() -> new LabelGrader(List.of("Yes", "yes ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }
}
