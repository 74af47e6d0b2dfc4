package dev.sluice.probe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authoring.importing.ImportException;
import dev.sluice.authoring.importing.Imported;
import dev.sluice.authoring.importing.Loss;
import dev.sluice.authoring.lint.Finding;
import dev.sluice.authoring.lint.SuiteLint;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.ScriptedRuns;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.SuitePrompt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportedSuitesTest {

  static List<Imported> imports() throws ImportException {
    return ForeignFiles.all();
  }

  @ParameterizedTest
  @MethodSource("imports")
  void lint_importedSuite_findsNoErrors(Imported imported) {
    assertThat(SuiteLint.check(imported.suite()))
        .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
  }

  @ParameterizedTest
  @MethodSource("imports")
  void evaluate_engineThatKnowsTheAnswers_passesEveryItem(Imported imported) {
    RunResult result = run(imported.suite(), answers(imported.suite()));

    assertThat(result.harnessValid()).isTrue();
    assertThat(result.scored()).isEqualTo(imported.suite().items().size());
    assertThat(result.passRate()).hasValue(1);
  }

  @ParameterizedTest
  @MethodSource("imports")
  void evaluate_engineThatSaysNothing_isNoResultAboutTheModel(Imported imported) {
    RunResult result = run(imported.suite(), Map.of());

    assertThat(result.harnessValid()).isFalse();
    assertThat(result.passRate()).isEmpty();
  }

  @Test
  void import_whatIsCodeOrAnotherModelsOpinion_isNamedAsLost() throws ImportException {
    assertThat(imports().get(0).losses())
        .contains(
            new Loss("test-5", "assert javascript is code, and code is refused"),
            new Loss("test-3", "assert llm-rubric cannot be represented"),
            new Loss("prompt-2", "left out: the file includes 'other_prompt.txt'; write it out"));
  }

  @Test
  void import_testsAndPromptsInFiles_areThoseOfTheFiles() throws ImportException {
    Imported imported = imports().get(1);

    assertThat(imported.suite().items())
        .extracting(Item::input)
        .containsExactly("Say it in French: Good evening", "Say it in Welsh: A long\nnight");
    assertThat(imported.losses())
        .contains(
            new Loss("tests.csv", "its 4 tests are test-1 to test-4"),
            new Loss("tests.csv", "column '__metric' is not taken over"),
            new Loss("test-1", "assert not-icontains cannot be represented"),
            new Loss("test-3", "assert javascript is code, and code is refused"));
  }

  private static RunResult run(Suite suite, Map<String, String> answers) {
    return ScriptedRuns.run(
        List.of(SuitePlan.whole(suite)),
        prompt -> ScriptedRuns.answer(answers.getOrDefault(prompt, " ")));
  }

  /** By prompt; where several answers are right, the first. */
  private static Map<String, String> answers(Suite suite) {
    Map<String, String> answers = new HashMap<>();
    Stream.<Question>concat(suite.controls().stream(), suite.items().stream())
        .forEach(
            question ->
                answers.putIfAbsent(
                    asked(suite, question), question.expected().lines().findFirst().orElseThrow()));
    return answers;
  }

  /** What the scripted engine sees: of a chat, the user's last words. */
  private static String asked(Suite suite, Question question) {
    return suite.promptFor(question) instanceof SuitePrompt.Chat chat
        ? chat.turns().get(chat.turns().size() - 1).text()
        : suite.prompt(question);
  }
}
