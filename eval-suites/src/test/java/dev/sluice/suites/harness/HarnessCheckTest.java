package dev.sluice.suites.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.TestSuites;
import dev.sluice.suites.grading.ExactGrader;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HarnessCheckTest {

  private static final Suite SUITE = TestSuites.echo(20, OptionalInt.empty());

  @Test
  void judge_everyAnswerRight_isValid() {
    assertThat(HarnessCheck.judge(SUITE, answers(SUITE, input -> input)).valid()).isTrue();
  }

  @Test
  void judge_everyItemWrongButControlsRight_isValidBecauseTheModelIsToBlame() {
    Map<String, String> outputs =
        answers(SUITE, input -> input.startsWith("question") ? "not " + input : input);

    assertThat(HarnessCheck.judge(SUITE, outputs)).isEqualTo(new HarnessVerdict.Valid());
  }

  @Test
  void judge_oneEasyControlWrong_isInvalid() {
    Map<String, String> outputs = answers(SUITE, input -> input.equals("b") ? "c" : input);

    assertSymptoms(outputs, Symptom.EASY_CONTROL_FAILED);
  }

  @Test
  void judge_easyControlNeverAnswered_isInvalid() {
    Map<String, String> outputs = answers(SUITE, input -> input);
    outputs.remove("control-b");

    assertSymptoms(outputs, Symptom.EASY_CONTROL_FAILED);
  }

  @Test
  void judge_wrongAnswerPasses_isInvalid() {
    Map<String, String> outputs = answers(SUITE, input -> input);
    outputs.put("control-wrong", "b");

    assertSymptoms(outputs, Symptom.WRONG_ANSWER_PASSED);
  }

  @Test
  void judge_nothingButEmptyAnswers_isInvalid() {
    assertSymptoms(
        answers(SUITE, input -> " \n"), Symptom.EASY_CONTROL_FAILED, Symptom.ALL_ANSWERS_EMPTY);
  }

  @Test
  void judge_oneAnswerToEverything_isInvalid() {
    assertSymptoms(
        answers(SUITE, input -> "a"), Symptom.EASY_CONTROL_FAILED, Symptom.ALL_ANSWERS_EQUAL);
  }

  @Test
  void judge_engineStuckAfterTheControls_isInvalid() {
    Map<String, String> outputs =
        answers(SUITE, input -> input.startsWith("question") ? "stuck" : input);

    assertSymptoms(outputs, Symptom.ALL_ANSWERS_EQUAL);
  }

  @Test
  void judge_sameAnswerWhereMostItemsExpectIt_isValid() {
    List<Item> items =
        IntStream.range(0, 20)
            .mapToObj(i -> new Item("item-" + i, "mail " + i, i == 0 ? "spam" : "fine"))
            .toList();
    Suite suite = TestSuites.suite(new ExactGrader(), OptionalInt.empty(), items);
    Map<String, String> outputs =
        answers(suite, input -> input.startsWith("mail") ? "fine" : input);

    assertThat(HarnessCheck.judge(suite, outputs).valid()).isTrue();
  }

  @Test
  void judge_fewItemsAnsweredAlike_isValidBecauseChanceMayDoThat() {
    Suite suite = TestSuites.echo(HarnessCheck.FEWEST_ANSWERS_TO_COMPARE - 1, OptionalInt.empty());
    Map<String, String> outputs =
        answers(suite, input -> input.startsWith("question") ? "stuck" : input);

    assertThat(HarnessCheck.judge(suite, outputs).valid()).isTrue();
  }

  @Test
  void judge_noItemAsked_dependsOnControlsAlone() {
    Map<String, String> outputs = answers(SUITE, input -> input);
    SUITE.items().forEach(item -> outputs.remove(item.id()));

    assertThat(HarnessCheck.judge(SUITE, outputs).valid()).isTrue();
  }

  @Test
  void invalid_withoutSymptom_isRefused() {
    assertThatThrownBy(() -> new HarnessVerdict.Invalid(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSymptoms(Map<String, String> outputs, Symptom... symptoms) {
    assertThat(HarnessCheck.judge(SUITE, outputs))
        .isEqualTo(new HarnessVerdict.Invalid(List.of(symptoms)));
  }

  private static Map<String, String> answers(Suite suite, Function<String, String> model) {
    Map<String, String> outputs = new HashMap<>();
    Stream.concat(suite.items().stream(), suite.controls().stream())
        .forEach(question -> outputs.put(question.id(), model.apply(question.input())));
    return outputs;
  }
}
