package dev.sluice.suites.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import java.util.List;
import java.util.stream.Stream;
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
  }

  @ParameterizedTest
  @MethodSource("suites")
  void expectedAnswers_everyQuestion_passTheirOwnGrader(Suite suite) {
    Stream<Question> questions = Stream.concat(suite.items().stream(), suite.controls().stream());

    assertThat(questions)
        .allSatisfy(
            question -> assertThat(suite.grade(question, question.expected()).passed()).isTrue());
  }

  @Test
  void prompts_acrossAllSuites_occurOnce() {
    Stream<String> prompts =
        BundledSuites.all().stream().flatMap(suite -> suite.items().stream().map(suite::prompt));

    assertThat(prompts).doesNotHaveDuplicates();
  }
}
