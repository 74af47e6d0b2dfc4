package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.TestImports.CHOICE;
import static dev.sluice.authoring.importing.TestImports.INSPECT_CHOICES;
import static dev.sluice.authoring.importing.TestImports.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.suites.ChatFrame;
import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Example;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples of OpenAI evals, and data sets of Inspect. */
class SampleImportTest {
  private static final String OPENAI_EVALS =
      """
      {"input": [{"role": "system", "content": "Answer shortly."}, {"role": "user", "content": "2+2?"}], "ideal": "4"}
      {"input": [{"role": "user", "content": "Capital of France?"}], "ideal": ["Paris", "paris"]}

      {"input": "Colour of grass?", "ideal": "green"}
      {"input": "Nothing to compare with?"}
      """;

  @Test
  void openAiEvals_samplesThatBeginAlike_becomeAChatWithExamples() throws ImportException {
    String line =
        """
        {"input": [{"role": "system", "content": "Answer with the number."}, \
        {"role": "system", "name": "example_user", "content": "1+1?"}, \
        {"role": "system", "name": "example_assistant", "content": "2"}, \
        {"role": "user", "content": "%d+1?"}], "ideal": "%d"}
        """;
    String samples = line.formatted(4, 5) + line.formatted(5, 6) + line.formatted(6, 7);

    Imported imported = read(Source.OPENAI_EVALS, samples);

    Generation generation = imported.suite().generation();
    assertThat(generation.chat().flatMap(ChatFrame::system)).contains("Answer with the number.");
    assertThat(generation.fewShot().examples()).containsExactly(new Example("1+1?", "2"));
    assertThat(imported.suite().items()).containsExactly(new Item("sample-3", "6+1?", "7"));
    assertThat(imported.losses()).extracting(Loss::where).doesNotContain("input");
  }

  @Test
  void openAiEvals_samples_becomeItemsWithAllIdealAnswers() throws ImportException {
    String samples = OPENAI_EVALS + "{\"input\": \"3+3?\", \"ideal\": [\"6\", \"six\"]}\n";

    Imported imported = read(Source.OPENAI_EVALS, samples);

    assertThat(imported.suite().controls().get(0).input())
        .isEqualTo("system: Answer shortly.\nuser: 2+2?");
    assertThat(imported.suite().controls().get(1).expected()).isEqualTo("Paris\nparis");
    assertThat(imported.suite().items())
        .extracting(Item::id, Item::expected)
        .containsExactly(tuple("sample-3", "green"), tuple("sample-5", "6\nsix"));
    assertThat(imported.losses())
        .contains(
            new Loss("sample-4", "left out: it has no ideal answer, or no input that is all text"));
  }

  @Test
  void inspect_choices_becomeLettersAndWhatIsUnlikeThemIsReported() throws ImportException {
    Imported imported = read(Source.INSPECT, INSPECT_CHOICES);

    assertThat(imported.suite().grader()).isEqualTo(CHOICE);
    assertThat(imported.suite().items())
        .containsExactly(
            new Item(
                "sample-3", "Which swims?\nA) cat\nB) fish", "B", List.of("A", "B"), List.of()));
    assertThat(imported.suite().controls().get(2).kind()).isEqualTo(ControlItem.Kind.MUST_FAIL);
    assertThat(imported.suite().controls().get(2).expected()).isEqualTo("A");
    assertThat(imported.losses())
        .contains(
            new Loss("sample-2", "'sandbox' is not taken over"),
            new Loss("sample-4", "left out: others have choices and it has none"))
        .anySatisfy(
            loss -> {
              assertThat(loss.where()).isEqualTo("sample-5");
              assertThat(loss.what()).contains("must be one of the choices");
            });
  }

  @Test
  void inspect_csv_isReadLikeJson() throws ImportException {
    String csv =
        """
        input,target,choices
        "Which is a fruit?",B,"[""stone"", ""apple""]"
        Which flies?,A,"bird, dog"
        "Which swims,
        and where?",B,"cat, fish"
        """;

    Imported imported = read(Source.INSPECT, csv);

    assertThat(imported.suite().grader()).isEqualTo(CHOICE);
    assertThat(imported.suite().controls().get(0).input())
        .isEqualTo("Which is a fruit?\nA) stone\nB) apple");
    assertThat(imported.suite().items())
        .extracting(Item::input)
        .containsExactly("Which swims,\nand where?\nA) cat\nB) fish");
  }

  @Test
  void inspect_linesWithoutChoices_becomeTextsToContain() throws ImportException {
    Imported imported =
        read(
            Source.INSPECT,
            """
            {"id": 1, "input": "Say hello", "target": "hello"}
            {"id": 2, "input": "Say no", "target": ["no", "nope"]}
            {"id": 3, "input": "Say yes", "target": "yes"}
            """);

    assertThat(imported.suite().grader()).isEqualTo(new ContainsGrader(Demand.ANY, true));
    assertThat(imported.suite().items()).containsExactly(new Item("3", "Say yes", "yes"));
    assertThat(imported.suite().generation().chat())
        .contains(new ChatFrame(Optional.empty(), ChatFrame.Fallback.CHATML));
    assertThat(imported.suite().generation().template().text()).isEqualTo("{{input}}");
  }

  @Test
  void inspect_messagesThatBeginAlike_becomeAChatWithTheirTurns() throws ImportException {
    String line =
        """
        {"input": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}, \
        {"role": "assistant", "content": "Hello"}, \
        {"role": "user", "content": [{"type": "text", "text": "Say %s"}]}], "target": "%s"}
        """;
    String lines = line.formatted("a", "a") + line.formatted("b", "b") + line.formatted("c", "c");

    Imported imported = read(Source.INSPECT, lines);

    Generation generation = imported.suite().generation();
    assertThat(generation.chat().flatMap(ChatFrame::system)).contains("Be brief.");
    assertThat(generation.fewShot().examples()).containsExactly(new Example("Hi", "Hello"));
    assertThat(imported.suite().items()).containsExactly(new Item("sample-3", "Say c", "c"));
    assertThat(imported.losses()).extracting(Loss::where).doesNotContain("input");
  }

  @Test
  void inspect_messagesThatASuiteCannotSay_areReported() throws ImportException {
    String lines =
        """
        {"input": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}], "target": "a"}
        {"input": "Say b", "target": "b"}
        {"input": [{"role": "user", "content": [{"type": "image", "image": "cat.png"}]}], "target": "cat"}
        {"input": [{"role": "user", "content": "Say c"}], "target": "c"}
        """;

    Imported imported = read(Source.INSPECT, lines);

    assertThat(imported.suite().controls().get(0).input()).isEqualTo("system: Be brief.\nuser: Hi");
    assertThat(imported.suite().items()).extracting(Item::input).containsExactly("Say c");
    assertThat(imported.losses())
        .contains(
            new Loss(
                "input",
                "the samples do not share the beginning of a chat: the messages of 1 are written"
                    + " into what the user says"),
            new Loss("sample-3", "left out: it has no target, or no input that is all text"));
  }

  @Test
  void inspect_idsAndMetadata_areKeptOrReported() throws ImportException {
    String lines =
        """
        {"id": "sample-3", "input": "Say a", "target": "a", "metadata": {"level": 1}}
        {"id": "b", "input": "Say b", "target": "b", "metadata": {"level": 2}}
        {"id": "Upper Case", "input": "Say c", "target": "c"}
        {"id": "b", "input": "Say d", "target": "d"}
        {"id": "control-wrong-answer", "input": "Say e", "target": "e"}
        {"input": "Say f", "target": "f"}
        """;

    Imported imported = read(Source.INSPECT, lines);

    assertThat(imported.suite().controls())
        .extracting(ControlItem::id)
        .containsExactly("sample-3", "b", "control-wrong-answer");
    assertThat(imported.suite().items())
        .extracting(Item::id)
        .containsExactly("sample-3-", "sample-4", "sample-5", "sample-6");
    assertThat(imported.losses())
        .contains(new Loss("metadata", "that of 2 samples is not taken over"))
        .anySatisfy(loss -> assertThat(loss.what()).startsWith("its id 'Upper Case' is not taken"));
  }

  @Test
  void inspect_asText_isATextToContinue() throws ImportException {
    Imported imported = TestImports.AS_TEXT.read(Source.INSPECT, INSPECT_CHOICES, Optional.empty());

    assertThat(imported.suite().generation().chat()).isEmpty();
    assertThat(imported.suite().generation().template().text())
        .isEqualTo("{{input}}\nAnswer with one letter: ");
  }

  @Test
  void openAiEvals_bareTexts_areSaidByTheUserAndThatIsReported() throws ImportException {
    Imported imported = read(Source.OPENAI_EVALS, OPENAI_EVALS + OPENAI_EVALS.replace("?", "!"));

    assertThat(imported.suite().generation().chat()).isPresent();
    assertThat(imported.losses())
        .anySatisfy(loss -> assertThat(loss.what()).startsWith("4 samples are bare text"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MATCH | regex | Paris (France) | Paris! | ' Paris (France), of course' | In Paris",
        "INCLUDES | contains-any | Paris (France) | Paris! | 'It is Paris!' | paris!",
        "FUZZY_MATCH | contains-any | Paris (France) | Paris! | 'it is paris!' | Lyon"
      })
  void openAiEvals_eval_marksAsItDoes(
      OpenAiEval eval, String grader, String ideal, String other, String right, String wrong)
      throws ImportException {
    String line = "{\"input\": \"%s?\", \"ideal\": [\"%s\", \"%s\"]}\n";
    String samples =
        line.formatted("a", "x", "y")
            + line.formatted("b", "z", "z")
            + line.formatted("c", ideal, other);

    Imported imported = marked(samples, eval);

    Suite suite = imported.suite();
    assertThat(suite.grader().type()).isEqualTo(grader);
    assertThat(suite.grade(suite.items().get(0), right).passed()).isTrue();
    assertThat(suite.grade(suite.items().get(0), wrong).passed()).isFalse();
    assertThat(imported.losses())
        .filteredOn(loss -> loss.where().equals("ideal"))
        .singleElement()
        .satisfies(loss -> assertThat(loss.what()).startsWith("taken as " + eval.evalName()));
  }

  @Test
  void openAiEvals_jsonMatch_takesOneIdealAnswerEach() throws ImportException {
    String samples =
        """
        {"input": "a?", "ideal": "{\\"a\\": 1}"}
        {"input": "b?", "ideal": ["[2]"]}
        {"input": "c?", "ideal": ["3", "[3]"]}
        {"input": "d?", "ideal": "{\\"d\\": [4,\\n5]}"}
        """;

    Imported imported = marked(samples, OpenAiEval.JSON_MATCH);

    Suite suite = imported.suite();
    assertThat(suite.grade(suite.items().get(0), "{ \"d\":[4, 5] }").passed()).isTrue();
    assertThat(imported.losses())
        .contains(new Loss("sample-3", "left out: it has several ideal answers"));
  }

  private static Imported marked(String samples, OpenAiEval eval) throws ImportException {
    return new SuiteImport("imported", "MIT", 32, ImportOptions.none().withEval(eval))
        .read(Source.OPENAI_EVALS, samples, Optional.empty());
  }
}
