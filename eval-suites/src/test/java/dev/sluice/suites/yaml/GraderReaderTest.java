package dev.sluice.suites.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.EditSimilarityGrader;
import dev.sluice.suites.grading.Grade.Mark;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonSchemaGate;
import dev.sluice.suites.grading.LengthGate;
import dev.sluice.suites.grading.NumericGrader;
import dev.sluice.suites.grading.RefusalGrader;
import dev.sluice.suites.grading.RegexGrader;
import dev.sluice.suites.grading.RougeLGrader;
import dev.sluice.suites.grading.TokenF1Grader;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GraderReaderTest {

  private static final String SUITE =
      """
      id: any
      version: 1.0.0
      description: For graders.
      licence: Apache-2.0
      template: "{{input}}"
      maxTokens: 8
      grader: GRADER
      gates: GATES
      items:
        - {id: one, input: x, expected: EXPECTED}
      controls:
        - {id: good, kind: must-pass, input: y, expected: EXPECTED}
        - {id: bad, kind: must-pass, input: z, expected: OTHER}
      """;

  static Stream<Arguments> graders() {
    return Stream.of(
        arguments("{type: contains}", new ContainsGrader(Demand.WHOLE, false)),
        arguments("{type: contains-any, ignoreCase: true}", new ContainsGrader(Demand.ANY, true)),
        arguments("{type: contains-all, ignoreCase: false}", new ContainsGrader(Demand.ALL, false)),
        arguments("{type: regex}", new RegexGrader()),
        arguments("{type: numeric}", numeric("0", "0", NumericGrader.Source.WHOLE)),
        arguments(
            "{type: numeric, absolute: 0.5, relative: 1, number: last}",
            numeric("0.5", "1", NumericGrader.Source.LAST)),
        arguments("{type: token-f1, threshold: 0.80}", new TokenF1Grader(0.8)),
        arguments("{type: rouge-l, threshold: 1}", new RougeLGrader(1)),
        arguments("{type: edit-similarity, threshold: 0.9}", new EditSimilarityGrader(0.9)));
  }

  @ParameterizedTest
  @MethodSource("graders")
  void read_everyType_givesItsGrader(String yaml, Grader grader) throws SuiteFormatException {
    assertThat(parse(yaml, "[]", "'1'", "'2'").grader()).isEqualTo(grader);
  }

  @Test
  void read_refusal_givesItsPatterns() throws SuiteFormatException {
    Suite suite =
        parse("{type: refusal, decline: ['(?i)sorry'], route: [^ROUTE]}", "[]", "route", "answer");

    assertThat(suite.grader())
        .isEqualTo(new RefusalGrader(List.of("(?i)sorry"), List.of("^ROUTE")));
  }

  @Test
  void read_gates_areAppliedBeforeTheGrader() throws SuiteFormatException {
    Suite suite =
        parse(
            "{type: contains}",
            "[{type: length, unit: words, atMost: 2},"
                + " {type: json-schema, schema: '{\"type\":\"string\"}'}]",
            "a",
            "b");

    assertThat(suite.gates())
        .containsExactly(
            new LengthGate(LengthGate.Unit.WORDS, 0, 2),
            new JsonSchemaGate("{\"type\":\"string\"}"));
    assertThat(suite.grade(suite.items().get(0), "\"a\"").mark()).isEqualTo(Mark.PASS);
    assertThat(suite.grade(suite.items().get(0), "a b c").mark()).isEqualTo(Mark.FORMAT_ERROR);
    assertThat(suite.grade(suite.items().get(0), "a").explanation()).contains("not one JSON");
  }

  @Test
  void read_listOfExpectedTexts_isOneALine() throws SuiteFormatException {
    Suite suite = parse("{type: contains-any}", "[]", "[Bern, Zug]", "x");

    assertThat(suite.items().get(0).expected()).isEqualTo("Bern\nZug");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("{type: contains, ignoreCase: yes}", "[]", 7, "ignoreCase must be true or false"),
        arguments("{type: contains, labels: [a, b]}", "[]", 7, "unknown key 'labels'"),
        arguments("{type: token-f1}", "[]", 7, "'threshold' is missing"),
        arguments("{type: token-f1, threshold: 1.5}", "[]", 7, "threshold must be greater than 0"),
        arguments("{type: rouge-l, threshold: '0.5'}", "[]", 7, "threshold must be a number"),
        arguments("{type: rouge-l, threshold: .inf}", "[]", 7, "threshold must be a number"),
        arguments("{type: numeric, absolute: -1}", "[]", 7, "absolute must be 0 or greater"),
        arguments("{type: numeric, number: first}", "[]", 7, "number must be whole or last"),
        arguments("{type: refusal}", "[]", 7, "'decline' is missing"),
        arguments("{type: refusal, decline: ['(']}", "[]", 7, "decline holds '('"),
        arguments("{type: numeric}", "[]", 10, "expected of one is 'a', which is not a number"),
        arguments("{type: refusal, decline: [sorry]}", "[]", 10, "expected of one must be one of"),
        arguments("{type: json-schema}", "[]", 10, "is not a usable JSON Schema"),
        arguments("{type: exact}", "{type: length}", 8, "gates must be a list"),
        arguments("{type: exact}", "[{type: width}]", 8, "one of length, json-schema"),
        arguments("{type: exact}", "[{type: length, unit: words}]", 8, "'atMost' is missing"),
        arguments("{type: exact}", "[{type: length, unit: em, atMost: 1}]", 8, "unit must be"),
        arguments("{type: exact}", "[{type: length, unit: words, atMost: 0}]", 8, "atMost must"),
        arguments("{type: exact}", "[{type: json-schema, schema: '{'}]", 8, "schema is not"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void read_whatIsWrong_isRefusedWithLineAndReason(
      String grader, String gates, int line, String reason) {
    SuiteFormatException refusal = refusal(grader, gates, "a");

    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.reason()).contains(reason).doesNotContain("\n");
  }

  @Test
  void read_listWhereOneTextIsExpected_isRefused() {
    assertThat(refusal("{type: exact}", "[]", "[a, b]").reason()).contains("expected must be text");
    assertThat(refusal("{type: contains-any}", "[]", "[a, ' ']").reason())
        .contains("one line in each entry");
  }

  private static NumericGrader numeric(
      String absolute, String relative, NumericGrader.Source source) {
    return new NumericGrader(new BigDecimal(absolute), new BigDecimal(relative), source);
  }

  private static SuiteFormatException refusal(String grader, String gates, String expected) {
    SuiteFormatException refusal =
        catchThrowableOfType(SuiteFormatException.class, () -> parse(grader, gates, expected, "b"));
    assertThat(refusal).as("the suite is refused").isNotNull();
    return refusal;
  }

  private static Suite parse(String grader, String gates, String expected, String other)
      throws SuiteFormatException {
    return SuiteParser.parse(
        SUITE
            .replace("GRADER", grader)
            .replace("GATES", gates)
            .replace("EXPECTED", expected)
            .replace("OTHER", other),
        "any.yaml");
  }
}
