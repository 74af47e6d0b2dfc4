package dev.sluice.suites.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.suites.grading.Grade.Mark;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradedGradersTest {

  static List<Grader> graders() {
    return List.of(new TokenF1Grader(0.6), new RougeLGrader(0.6), new EditSimilarityGrader(0.6));
  }

  /** Worked by hand from the normalisation and the formula of SQuAD's evaluation script. */
  @ParameterizedTest
  @CsvSource({
    "Denver Broncos, Denver Broncos, 1",
    "The Denver Broncos!, denver broncos, 1",
    "Broncos, Denver Broncos, 0.6666667",
    "the Broncos of Denver, Denver Broncos, 0.8",
    "Carolina Panthers, Denver Broncos, 0",
    "cat cat cat, cat, 0.5",
    "'well-known', wellknown, 1",
    "the, a, 1",
    "the, cat, 0"
  })
  void tokenF1_referenceCases_haveTheirScore(String output, String expected, double score) {
    assertThat(TokenF1Grader.f1(output, expected)).isCloseTo(score, within(1e-6));
  }

  @Test
  void tokenF1_severalExpectedAnswers_countsTheBest() {
    Grade grade = new TokenF1Grader(1).grade("Santa Clara", "Levi's Stadium\nSanta Clara");

    assertThat(grade).isEqualTo(Grade.pass());
  }

  /** Lin 2004, section 3.1: the example with which ROUGE-L is introduced. */
  @ParameterizedTest
  @CsvSource({
    "police kill the gunman, 0.75",
    "the gunman kill police, 0.5",
    "the gunman police killed, 0.5",
    "POLICE killed... the gunman!, 1",
    "nothing of it, 0",
    "?!, 0"
  })
  void rougeL_examplesOfThePaper_haveTheirScore(String output, double score) {
    assertThat(RougeLGrader.rougeL(output, "police killed the gunman")).isEqualTo(score);
  }

  @Test
  void rougeL_wordsOfOtherScripts_areWords() {
    assertThat(RougeLGrader.rougeL("Grüße aus Köln", "Grüße von Köln"))
        .isCloseTo(2.0 / 3, within(1e-9));
  }

  /** Distances as in the literature: kitten to sitting takes 3 edits, flaw to lawn 2. */
  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 0.5714286",
    "flaw, lawn, 0.5",
    "same, same, 1",
    "' same ', same, 1",
    "abc, xyz, 0"
  })
  void editSimilarity_knownDistances_haveTheirScore(String output, String expected, double score) {
    assertThat(EditSimilarityGrader.similarity(output, expected)).isCloseTo(score, within(1e-6));
  }

  @Property
  void scores_anyTwoTexts_areWithinBoundsAndSymmetric(
      @ForAll("texts") String one, @ForAll("texts") String other) {
    assertThat(TokenF1Grader.f1(one, other)).isBetween(0.0, 1.0);
    assertThat(TokenF1Grader.f1(one, other)).isEqualTo(TokenF1Grader.f1(other, one));
    assertThat(RougeLGrader.rougeL(one, other)).isBetween(0.0, 1.0);
    assertThat(RougeLGrader.rougeL(one, other)).isEqualTo(RougeLGrader.rougeL(other, one));
    assertThat(EditSimilarityGrader.similarity(one, other)).isBetween(0.0, 1.0);
    assertThat(EditSimilarityGrader.similarity(one, other))
        .isEqualTo(EditSimilarityGrader.similarity(other, one));
  }

  /** A common subsequence is also a common bag; the plain words here have no articles in them. */
  @Property
  void rougeL_ofPlainWords_isNeverAboveTokenF1(
      @ForAll("plainWords") String one, @ForAll("plainWords") String other) {
    assertThat(RougeLGrader.rougeL(one, other)).isLessThanOrEqualTo(TokenF1Grader.f1(one, other));
  }

  @ParameterizedTest
  @MethodSource("graders")
  void grade_belowTheThreshold_failsWithItsScore(Grader grader) {
    Grade grade = grader.grade("blue green red", "yellow");

    assertThat(grade.mark()).isEqualTo(Mark.FAIL);
    assertThat(grade.score().orElseThrow()).isLessThan(0.6);
    assertThat(grade.explanation()).contains("of 0.6 against 'yellow'");
  }

  @Test
  void grade_exactlyAtTheThreshold_passes() {
    Grade grade = new TokenF1Grader(0.8).grade("the Broncos of Denver", "Denver Broncos");

    assertThat(grade.passed()).isTrue();
    assertThat(grade.score()).hasValue(0.8);
  }

  @ParameterizedTest
  @MethodSource("graders")
  void grade_blankOutput_isAFormatErrorWithoutScore(Grader grader) {
    assertThat(grader.grade(" \n", "yellow").mark()).isEqualTo(Mark.FORMAT_ERROR);
    assertThat(grader.grade(" \n", "yellow").score()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("graders")
  void objectionTo_answerOfNothing_isGiven(Grader grader) {
    assertThat(grader.objectionTo(" ")).isPresent();
    assertThat(grader.objectionTo("yellow")).isEmpty();
  }

  @Test
  void objectionTo_onlyArticles_isGivenByTokenF1() {
    assertThat(new TokenF1Grader(1).objectionTo("cat\nthe!")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void threshold_outsideOfTheScores_isRefused(double threshold) {
    assertThatThrownBy(() -> new RougeLGrader(threshold))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("threshold must be");
  }

  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abct he,.-\u00e4\u4e2d\n'").ofMaxLength(60);
  }

  @Provide
  static Arbitrary<String> plainWords() {
    return Arbitraries.of("red", "green", "blue", "grey")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> String.join(" ", words));
  }
}
