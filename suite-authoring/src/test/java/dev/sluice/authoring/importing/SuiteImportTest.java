package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.TestImports.IMPORT;
import static dev.sluice.authoring.importing.TestImports.INSPECT_CHOICES;
import static dev.sluice.authoring.importing.TestImports.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every source: what is written is the suite, and anything else is refused. */
class SuiteImportTest {
  @Test
  void read_documentsWhereTheyDoNotBelong_isRefused() {
    for (Source source : Source.values()) {
      Optional<String> documents = source == Source.LM_EVAL ? Optional.empty() : Optional.of("{}");
      assertThat(
              catchThrowableOfType(ImportException.class, () -> IMPORT.read(source, "", documents)))
          .hasMessageContaining("--data");
    }
  }

  @Test
  void read_whatWasWritten_isTheSuite() throws ImportException, SuiteFormatException {
    Imported imported = read(Source.INSPECT, INSPECT_CHOICES);

    assertThat(SuiteParser.parse(imported.yaml(), "again")).isEqualTo(imported.suite());
    assertThat(imported.suite().info().licence()).isEqualTo("MIT");
    assertThat(imported.suite().generation().maxTokens()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROMPTFOO | prompts: !function utils.f | code is refused",
        "PROMPTFOO | prompts: !!javax.script.ScriptEngineManager [] | not plain YAML",
        "PROMPTFOO | prompts: [file://prompt.txt] | no prompt to take over",
        "PROMPTFOO | prompts: ['{% if a %}x{% endif %}'] | no prompt to take over",
        "PROMPTFOO | {prompts: ['{{a}}'], tests: file://t.csv} | includes 't.csv'; write it",
        "PROMPTFOO | {prompts: ['{{a}}'], tests: 3} | tests must be a list",
        "PROMPTFOO | {prompts: ['{{a}}'], tests: [{vars: {a: x}}]} | no test has an assertion",
        "PROMPTFOO | [a] | must be a mapping",
        "OPENAI_EVALS | {\"input\": | line 1 is not JSON",
        "OPENAI_EVALS | {\"input\": \"a\", \"ideal\": \"b\"} | no control can be told",
        "INSPECT | [] | nothing of the file",
        "LM_EVAL | process_docs: !function utils.process | code is refused",
        "LM_EVAL | include: other.yaml | includes 'other.yaml'; write it out",
        "LM_EVAL | include: {a: b} | include must name a file",
        "LM_EVAL | output_type: loglikelihood_rolling | cannot be represented",
        "LM_EVAL | {output_type: multiple_choice, doc_to_choice: '{{c.format()}}'} | doc_to_choice:"
            + " '.format()' is not taken",
        "LM_EVAL | {doc_to_text: '{{q.format()}}', doc_to_target: a} | doc_to_text: '.format()' is",
        "LM_EVAL | doc_to_text: q | doc_to_target must be a field"
      })
  void read_fileThatNoSuiteCanBeMadeOf_isRefusedInOneLine(
      Source source, String text, String reason) {
    ImportException refusal = catchThrowableOfType(ImportException.class, () -> read(source, text));

    assertThat(refusal).isNotNull().message().contains(reason).doesNotContain("\n");
  }

  @Property(tries = 200)
  void read_anyText_isImportedOrRefused(@ForAll String text, @ForAll Source source) {
    ImportException refusal = catchThrowableOfType(ImportException.class, () -> read(source, text));

    assertThat(refusal).isNotNull();
  }

  /** Excel's "CSV UTF-8", and what Windows' editors save. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "input,target\na?,a\nb?,b\nc?,c\n",
        "[{\"input\":\"a?\",\"target\":\"a\"},{\"input\":\"b?\",\"target\":\"b\"},"
            + "{\"input\":\"c?\",\"target\":\"c\"}]",
        "{\"input\":\"a?\",\"target\":\"a\"}\n{\"input\":\"b?\",\"target\":\"b\"}\n"
            + "{\"input\":\"c?\",\"target\":\"c\"}"
      })
  void read_byteOrderMark_isNoPartOfTheFile(String file) throws ImportException {
    assertThat(read(Source.INSPECT, "\uFEFF" + file).suite())
        .isEqualTo(read(Source.INSPECT, file).suite());
  }

  @Test
  void read_byteOrderMarkInATaskAndItsDocuments_isNoPartOfThem() throws ImportException {
    String task = "\uFEFFtask: t\ndoc_to_text: q\ndoc_to_target: a\n";
    String documents =
        "\uFEFF{\"q\": \"1\", \"a\": \"x\"}\n"
            + "{\"q\": \"2\", \"a\": \"y\"}\n"
            + "{\"q\": \"3\", \"a\": \"z\"}";

    assertThat(IMPORT.read(Source.LM_EVAL, task, Optional.of(documents)).suite().items())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void read_nestedWithoutEnd_isRefusedAndNotAStackOverflow(Source source) {
    assertThat(catchThrowableOfType(ImportException.class, () -> read(source, "[".repeat(100_000))))
        .isNotNull();
  }
}
