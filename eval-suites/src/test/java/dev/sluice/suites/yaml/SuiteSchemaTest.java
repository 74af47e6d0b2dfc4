package dev.sluice.suites.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.sluice.suites.loading.BundledSuites;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The published schema and the parser say the same about the form of a file. */
class SuiteSchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text("suite.schema.json"));

  private static final String SUITE =
      """
      id: mood
      version: 1.0.0
      description: Kind or unkind?
      licence: Apache-2.0
      template: "mood: {{input}}"
      stop: ["END"]
      maxTokens: 8
      grader: {type: exact}
      gates: []
      sample: 1
      items:
        - {id: one, input: lovely, expected: '1'}
        - {id: two, input: dreadful, expected: '2'}
      controls:
        - {id: good, kind: must-pass, input: great, expected: '1'}
        - {id: bad, kind: must-pass, input: terrible, expected: '2'}
      """;

  static List<String> bundled() {
    return BundledSuites.ids();
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void bundledSuite_isValid(String id) {
    assertThat(valid(text(id + ".yaml"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: exact}",
        "{type: normalised}",
        "{type: json-equal}",
        "{type: regex}",
        "{type: label, labels: ['1', '2']}",
        "{type: contains}",
        "{type: contains-any, ignoreCase: true}",
        "{type: contains-all, ignoreCase: false}",
        "{type: numeric, absolute: 0.5, relative: 1, number: last}",
        "{type: token-f1, threshold: 0.5}",
        "{type: rouge-l, threshold: 1}",
        "{type: edit-similarity, threshold: 0.9}"
      })
  void graderThatTheParserReads_isValid(String grader) {
    assertBothAccept(SUITE.replace("{type: exact}", grader));
  }

  @Test
  void refusalGrader_isValid() {
    assertBothAccept(
        SUITE
            .replace("{type: exact}", "{type: refusal, decline: ['^No'], route: ['^ROUTE']}")
            .replace("'1'", "decline")
            .replace("'2'", "answer"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gates: [] | gates: [{type: length, unit: words, atLeast: 1, atMost: 2}]",
        "gates: [] | gates: [{type: json-schema, schema: '{}'}]",
        "sample: 1 | # all of them",
        "stop: [\"END\"] | # none",
        "{id: one, | {id: one-1.a_b,",
        "{type: exact} | {type: numeric}",
        "1.0.0 | 1.0.0-rc.1+5",
        "template: \"mood: {{input}}\" | chat: {user: \"mood: {{input}}\"}",
        "template: \"mood: {{input}}\" | chat: {system: Be brief., user: \"{{input}}\", template:"
            + " chatml}",
        "sample: 1 | fewShot: [{input: nice, expected: '1'}]",
        "sample: 1 | repeats: {count: 5, temperature: 0.7, pass: any}",
        "sample: 1 | repeats: {count: 5, temperature: 2, pass: all}",
        "sample: 1 | repeats: {count: 5, temperature: 0.7, pass: {atLeast: 3}}",
        "sample: 1 | threshold: 0.8",
        "sample: 1 | count: 2",
        "sample: 1 | cost: {promptTokens: 100, answerTokens: 32}",
        "dreadful, expected: '2'} | dreadful, expected: '2', tags: [hard, negation]}",
        "gates: [] | gates: [{type: latency, firstToken: 500ms, total: 1.5s, share: 0.95}]"
      })
  void formThatTheParserReads_isValid(String was, String becomes) {
    assertBothAccept(SUITE.replace(was, becomes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: choice}",
        "{type: choice, scoring: continuation}",
        "{type: choice, scoring: likelihood}",
        "{type: choice, scoring: likelihood-normalised}"
      })
  void choiceGrader_isValid(String grader) {
    assertBothAccept(
        SUITE
            .replace("{type: exact}", grader)
            .replace("expected: '1'}", "expected: '1', choices: ['1', '2']}")
            .replace("expected: '2'}", "expected: '2', choices: ['1', '2']}"));
  }

  @Test
  void examplesWithASeparatorAndFloors_areValid() {
    assertBothAccept(
        SUITE
                .replace("expected: '1'}", "expected: '1', tags: [easy]}")
                .replace(
                    "kind: must-pass, input: great, expected: '1', tags: [easy]}",
                    "kind: must-pass, input: great, expected: '1'}")
            + """
            fewShot: [{input: nice, expected: '1'}]
            fewShotSeparator: "---"
            floors: [{tag: easy, passRate: 0.9}]
            """);
  }

  @Test
  void shareOfAnswersThatKeepToGates_isValid() {
    assertBothAccept(
        SUITE.replace("gates: []", "gates: [{type: length, unit: words, atMost: 2}]")
            + "gateShare: 0.98\n");
  }

  /** Whether a gate is for the form only the parser knows. */
  @Test
  void shareOfAnswersThatKeepToGates_withoutOneForTheForm_isRefused() {
    assertThatThrownBy(
            () ->
                SuiteParser.parse(
                    SUITE.replace("gates: []", "gates: [{type: latency, total: 2s}]")
                        + "gateShare: 0.98\n",
                    "mood.yaml"))
        .isInstanceOf(SuiteFormatException.class)
        .hasMessageContaining("gateShare is about gates for an answer's form");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: mood | id: Mood",
        "id: mood | # no id",
        "id: mood | name: mood",
        "version: 1.0.0 | version: '1.0'",
        "version: 1.0.0 | version: 1.0",
        "description: Kind or unkind? | description: ' '",
        "{{input}} | input",
        "stop: [\"END\"] | stop: ['']",
        "stop: [\"END\"] | stop: END",
        "maxTokens: 8 | maxTokens: 0",
        "maxTokens: 8 | maxTokens: 4097",
        "maxTokens: 8 | maxTokens: '8'",
        "sample: 1 | sample: 0",
        "{type: exact} | {type: vibes}",
        "{type: exact} | exact",
        "{type: exact} | {type: exact, labels: ['1', '2']}",
        "{type: exact} | {type: label, labels: ['1']}",
        "{type: exact} | {type: contains, ignoreCase: 'true'}",
        "{type: exact} | {type: numeric, absolute: -1}",
        "{type: exact} | {type: numeric, number: first}",
        "{type: exact} | {type: token-f1}",
        "{type: exact} | {type: token-f1, threshold: 0}",
        "{type: exact} | {type: rouge-l, threshold: 1.5}",
        "{type: exact} | {type: refusal, decline: []}",
        "gates: [] | gates: {type: length}",
        "gates: [] | gates: [{type: length, unit: words}]",
        "gates: [] | gates: [{type: length, unit: pages, atMost: 1}]",
        "gates: [] | gates: [{type: json-schema, schema: {}}]",
        "sample: 1 | chat: {user: \"{{input}}\"}",
        "template: \"mood: {{input}}\" | # neither",
        "template: \"mood: {{input}}\" | chat: {system: Be brief.}",
        "template: \"mood: {{input}}\" | chat: {user: hello}",
        "template: \"mood: {{input}}\" | chat: {user: \"{{input}}\", template: alpaca}",
        "template: \"mood: {{input}}\" | chat: {user: \"{{input}}\", system: ' '}",
        "sample: 1 | fewShot: [{input: nice}]",
        "sample: 1 | fewShot: [{input: nice, expected: '1', id: a}]",
        "sample: 1 | fewShotSeparator: \"\\n\"",
        "sample: 1 | repeats: 5",
        "sample: 1 | repeats: {count: 1, temperature: 0.7, pass: any}",
        "sample: 1 | repeats: {count: 101, temperature: 0.7, pass: any}",
        "sample: 1 | repeats: {count: 5, temperature: 0, pass: any}",
        "sample: 1 | repeats: {count: 5, temperature: -1, pass: any}",
        "sample: 1 | repeats: {count: 5, temperature: 2.5, pass: any}",
        "sample: 1 | repeats: {count: 5, temperature: 1, pass: most}",
        "sample: 1 | repeats: {count: 5, temperature: 1}",
        "sample: 1 | repeats: {count: 5, temperature: 1, pass: {atLeast: 0}}",
        "sample: 1 | threshold: 0",
        "sample: 1 | threshold: 80",
        "sample: 1 | gateShare: 0.98",
        "gates: [] | gateShare: 0.98",
        "sample: 1 | floors: [{tag: hard, passRate: 0}]",
        "sample: 1 | floors: [{tag: Hard, passRate: 1}]",
        "sample: 1 | count: 0",
        "sample: 1 | cost: {promptTokens: 100}",
        "sample: 1 | cost: {promptTokens: 0, answerTokens: 1}",
        "{type: exact} | {type: choice, scoring: guess}",
        "dreadful, expected: '2'} | dreadful, expected: '2', tags: [hard, hard]}",
        "dreadful, expected: '2'} | dreadful, expected: '2', tags: [Hard]}",
        "dreadful, expected: '2'} | dreadful, expected: '2', choices: ['2']}",
        "gates: [] | gates: [{type: latency}]",
        "gates: [] | gates: [{type: latency, total: 2}]",
        "gates: [] | gates: [{type: latency, total: 2m}]",
        "gates: [] | gates: [{type: latency, total: 2s, share: 0}]",
        "input: lovely | input: 1",
        "input: lovely | input: ''",
        "{id: one, | {id: one, weight: 2,",
        "kind: must-pass | kind: should-pass",
        "{id: bad, kind: must-pass, input: terrible, expected: '2'} | {id: bad}"
      })
  void formThatTheParserRefuses_isInvalid(String was, String becomes) {
    String text = SUITE.replace(was, becomes);
    assertThat(text).isNotEqualTo(SUITE);

    assertThat(catchThrowable(() -> SuiteParser.parse(text, "mood.yaml")))
        .isInstanceOf(SuiteFormatException.class);
    assertThat(valid(text)).isFalse();
  }

  private static void assertBothAccept(String text) {
    assertThatCode(() -> SuiteParser.parse(text, "mood.yaml")).doesNotThrowAnyException();
    assertThat(valid(text)).isTrue();
  }

  private static boolean valid(String yaml) {
    Object plain = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    JsonNode node = new ObjectMapper().valueToTree(plain);
    return SCHEMA.validate(node).isEmpty();
  }

  private static String text(String resource) {
    try (InputStream stream =
        BundledSuites.class.getResourceAsStream("/dev/sluice/suites/" + resource)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
