package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.TestImports.IMPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a task of lm-eval makes of its documents, and where an answer ends. */
class LmEvalTemplatesTest {
  private static final String LABELS =
      """
      {"q": "1?", "a": 0}
      {"q": "2?", "a": true}
      {"q": "3?", "a": "good"}
      {"q": "4?", "a": 2}
      {"q": "5?", "a": "1"}
      {"q": "6?", "a": -1}
      {"q": 7, "a": 1}
      {"a": 1}
      """;
  private static final String GENERATED = "doc_to_text: q\ndoc_to_target: '{{a}}'\n";
  private static final String CHOSEN =
      "output_type: multiple_choice\ndoc_to_text: q\ndoc_to_target: a\n";

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of("tag: none", List.of("\n\n")),
        Arguments.of("generation_kwargs:", List.of("\n\n")),
        Arguments.of("generation_kwargs: {do_sample: false}", List.of("\n\n")),
        Arguments.of("fewshot_delimiter: '##'", List.of("##")),
        Arguments.of("fewshot_delimiter:", List.of()),
        Arguments.of("generation_kwargs: {until: []}", List.of()),
        Arguments.of("generation_kwargs: {until: END}", List.of("END")));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void stop_withoutUntil_isTheDelimiterOfExamples(String key, List<String> expected)
      throws ImportException {
    Suite suite = read(GENERATED + key + "\n", LABELS).suite();

    assertThat(suite.generation().stop()).isEqualTo(expected);
  }

  @Test
  void stop_ofChoices_isNone() throws ImportException {
    assertThat(read(CHOSEN + "doc_to_choice: [bad, good]\n", LABELS).suite().generation().stop())
        .isEmpty();
  }

  @Test
  void choices_areNumberedOrNamedAsPythonDoes() throws ImportException {
    Imported imported =
        read(CHOSEN + "doc_to_choice: {x: ' {{bad}}', y: good}\ntarget_delimiter: ''\n", LABELS);

    assertThat(imported.suite().items())
        .containsExactly(new Item("doc-3", "3?", "good", List.of(" {{bad}}", "good"), List.of()));
    assertThat(imported.losses())
        .contains(
            new Loss("doc-4", "left out: doc_to_target names no choice here"),
            new Loss("doc-5", "left out: doc_to_target names no choice here"),
            new Loss("doc-6", "left out: doc_to_target names no choice here"),
            new Loss(
                "doc-7", "left out: doc_to_text is a number, so the choices would be questions"),
            new Loss("doc-8", "left out: doc_to_text has no text here"));
  }

  @Test
  void choices_ofADocumentWithoutOne_areNotShortened() throws ImportException {
    Imported imported =
        read(
            CHOSEN + "doc_to_choice: '{{[x, \"good\"]}}'\n",
            """
            {"q": "1?", "a": 0, "x": "bad"}
            {"q": "2?", "a": 1, "x": "sad"}
            {"q": "3?", "a": 1, "x": "mad"}
            {"q": "4?", "a": 0}
            {"q": "5?", "a": 0, "x": null}
            """);

    assertThat(imported.suite().items()).hasSize(1);
    assertThat(imported.losses())
        .contains(
            new Loss("doc-4", "left out: doc_to_choice has no list of texts here"),
            new Loss("doc-5", "left out: doc_to_choice has no list of texts here"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("doc_to_text", "'{% for x in q %}'", "doc_to_text: '{% for' is not taken"),
        Arguments.of("doc_to_text", "'{{q|random}}'", "doc_to_text: '|random' is not taken"),
        Arguments.of("doc_to_text", "", "doc_to_text must be a field, or a template"),
        Arguments.of("doc_to_target", "[1, 2]", "doc_to_target must be a field, or a template"),
        Arguments.of(
            "doc_to_target", "'{{a.getClass()}}'", "doc_to_target: '.getClass()' is not taken"),
        Arguments.of("doc_to_choice", "'{{[q'", "doc_to_choice: an expression is not closed"),
        Arguments.of(
            "doc_to_choice",
            "[no, yes]",
            "doc_to_choice must be texts; yes and no need quotation marks"),
        Arguments.of("description", "'{% set x = 1 %}'", "description: '=' is not taken here"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void read_whatIsNotTaken_isRefusedByKeyAndName(String key, String value, String message) {
    Map<String, String> task = new LinkedHashMap<>();
    task.put("output_type", "multiple_choice");
    task.put("doc_to_text", "q");
    task.put("doc_to_target", "a");
    task.put("doc_to_choice", "[bad, good]");
    task.put(key, value);
    String yaml =
        task.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .collect(Collectors.joining());

    assertThatThrownBy(() -> read(yaml, LABELS))
        .isInstanceOf(ImportException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"loglikelihood", "loglikelihood_rolling"})
  void read_likelihoodOfGivenTexts_isRefusedWithTheReason(String type) {
    assertThatThrownBy(() -> read(GENERATED + "output_type: " + type + "\n", LABELS))
        .hasMessage(
            "output_type "
                + type
                + " cannot be represented: a suite marks answers and choices, not how likely a"
                + " given text is");
  }

  @Test
  void description_thatDependsOnTheDocument_isRenderedUnlessExamplesFollow()
      throws ImportException {
    String described = GENERATED + "description: 'On {{q}} '\n";

    assertThat(read(described, LABELS).suite().items().get(0).input()).startsWith("On ");
    assertThatThrownBy(
            () -> read(described + "fewshot_config: {samples: [{q: zero, a: x}]}\n", LABELS))
        .hasMessage("description: it must be the same for all, before examples");
  }

  private static Imported read(String task, String documents) throws ImportException {
    return IMPORT.read(Source.LM_EVAL, "task: t\n" + task, Optional.of(documents));
  }
}
