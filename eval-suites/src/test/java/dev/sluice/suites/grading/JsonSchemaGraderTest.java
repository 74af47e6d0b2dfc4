package dev.sluice.suites.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.grading.Grade.Mark;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaGraderTest {

  private static final String COMMAND =
      """
      {"type": "object", "required": ["intent"], "additionalProperties": false,
       "properties": {"intent": {"enum": ["on", "off"]}, "level": {"type": "integer"}}}""";

  static Stream<Arguments> outputs() {
    return Stream.of(
        Arguments.of("{\"intent\":\"on\"}", Mark.PASS),
        Arguments.of("{\"level\":3.0,\"intent\":\"off\"}", Mark.PASS),
        Arguments.of("{\"intent\":\"dim\"}", Mark.FAIL),
        Arguments.of("{\"intent\":\"on\",\"room\":1}", Mark.FAIL),
        Arguments.of("{\"intent\":\"on\",\"level\":1e999999}", Mark.FAIL),
        Arguments.of("[]", Mark.FAIL),
        Arguments.of("{\"intent\":\"on\"} there", Mark.FORMAT_ERROR),
        Arguments.of("turn it on", Mark.FORMAT_ERROR),
        Arguments.of("", Mark.FORMAT_ERROR));
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void grade_outputs_areMarkedByTheSchema(String output, Mark mark) {
    assertThat(new JsonSchemaGrader().grade(output, COMMAND).mark()).isEqualTo(mark);
  }

  @Test
  void grade_invalidOutput_isExplainedInOneLine() {
    Grade grade = new JsonSchemaGrader().grade("{\"intent\":\"dim\"}", COMMAND);

    assertThat(grade.explanation()).contains("intent").doesNotContain("\n");
  }

  @Test
  void grade_draftSeven_isUsedWhereTheSchemaSaysSo() {
    String tuple =
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
            + "\"items\":[{\"type\":\"string\"}],\"additionalItems\":false}";

    assertThat(new JsonSchemaGrader().objectionTo(tuple)).isEmpty();
    assertThat(new JsonSchemaGrader().grade("[\"a\"]", tuple).passed()).isTrue();
    assertThat(new JsonSchemaGrader().grade("[\"a\",1]", tuple).passed()).isFalse();
  }

  /** What a stranger could write to reach the network, to recur without end, or to be misread. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no schema",
        "{\"$ref\":\"#\"}",
        "{\"$ref\":\"http://127.0.0.1:1/schema\"}",
        "{\"properties\":{\"a\":{\"$dynamicRef\":\"#x\"}}}",
        "{\"$id\":\"http://127.0.0.1:1/\"}",
        "{\"$schema\":\"http://127.0.0.1:1/schema\"}",
        "{\"type\":\"strng\"}",
        "{\"required\":\"intent\"}",
        "{\"pattern\":\"(\"}",
        "{\"properties\":{\"a\":{\"pattern\":\"(?=a)\"}}}"
      })
  void objectionTo_schemaThatCannotBeUsed_isGivenInOneLine(String schema) {
    assertThat(new JsonSchemaGrader().objectionTo(schema))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("is not a usable JSON Schema: ")
                    .doesNotContain("\n"));
  }

  @Test
  @Timeout(20)
  void grade_patternThatMakesOthersBacktrack_isMarkedAllTheSame() {
    String output = "\"" + "a".repeat(20_000) + "!\"";

    assertThat(new JsonSchemaGrader().grade(output, "{\"pattern\":\"^(a+)+$\"}").mark())
        .isEqualTo(Mark.FAIL);
  }
}
