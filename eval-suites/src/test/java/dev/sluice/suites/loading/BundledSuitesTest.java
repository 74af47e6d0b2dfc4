package dev.sluice.suites.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.LabelGrader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledSuitesTest {

  static List<Suite> suites() {
    return BundledSuites.all();
  }

  @Test
  void all_bundled_areLoadedInTheOrderOfTheirIds() {
    assertThat(BundledSuites.all()).extracting(Suite::id).isEqualTo(BundledSuites.ids());
  }

  @Test
  void load_unknownId_isEmpty() {
    assertThat(BundledSuites.load("no-such-suite")).isEmpty();
    assertThat(BundledSuites.load("../suites/intent")).isEmpty();
  }

  /** Reports name suites by digest: whoever changes one raises its version, and then this table. */
  @Test
  void digests_ofTheseVersions_areTheReleasedOnes() {
    Map<String, String> digests =
        BundledSuites.all().stream()
            .collect(
                Collectors.toMap(
                    suite -> suite.id() + " " + suite.version(), suite -> suite.digest().hex()));

    assertThat(digests)
        .containsOnly(
            entry("intent 1.0.0", "5abe1a6febba6f059b8e393ca647faf2"),
            entry("json 1.0.0", "5ca9aba3bed5ad493f95904fe8fcf345"),
            entry("extract 1.0.0", "35176bbf0a0d4839fda3436990971644"),
            entry("complete 1.0.0", "dc74af74bd1c0fbe169e5dffc735f77f"),
            entry("rewrite 1.0.0", "dbcbe6ddca4c626c7887140987313174"),
            entry("sentiment 1.0.0", "08083ae6b74fb508c712fd9739ae7dea"));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void items_everySuite_areEnoughAndHeldOutFromTraining(Suite suite) {
    assertThat(suite.items()).hasSize(150);
    assertThat(suite.items()).allMatch(item -> heldOut(suite.prompt(item)));
    assertThat(suite.sample()).hasValue(20);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void expectedAnswers_everyQuestion_passTheirOwnGrader(Suite suite) {
    assertThat(questions(suite))
        .allSatisfy(
            question -> assertThat(suite.grade(question, question.expected()).passed()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void expectedAnswers_labelSuites_areExactlyOneOfTheLabels(Suite suite) {
    if (suite.grader() instanceof LabelGrader grader) {
      assertThat(questions(suite)).extracting(Question::expected).isSubsetOf(grader.labels());
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void controls_everySuite_testBothWays(Suite suite) {
    assertThat(suite.controls())
        .extracting(ControlItem::kind)
        .contains(ControlItem.Kind.MUST_PASS, ControlItem.Kind.MUST_FAIL);
  }

  @Test
  void prompts_acrossAllSuites_occurOnce() {
    Stream<String> prompts =
        BundledSuites.all().stream().flatMap(suite -> suite.items().stream().map(suite::prompt));

    assertThat(prompts).doesNotHaveDuplicates();
  }

  private static Stream<Question> questions(Suite suite) {
    return Stream.concat(suite.items().stream(), suite.controls().stream());
  }

  /** The rule by which the models' training left out one prompt in ten. */
  private static boolean heldOut(String prompt) {
    CRC32 checksum = new CRC32();
    checksum.update(prompt.getBytes(StandardCharsets.UTF_8));
    return checksum.getValue() % 10 == 0;
  }
}
