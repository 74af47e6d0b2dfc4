package dev.sluice.suites.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.LabelGrader;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteParserTest {

  private static final String SUITE =
      """
      id: mood
      version: 1.0.0
      description: Kind or unkind?
      licence: Apache-2.0
      template: "mood: {{input}}\\n"
      stop: ["END"]
      maxTokens: 8
      grader: {type: label, labels: [kind, unkind]}
      sample: 1
      items:
        - {id: one, input: lovely, expected: kind}
        - {id: two, input: dreadful, expected: unkind}
      controls:
        - {id: good, kind: must-pass, input: great, expected: kind}
        - {id: bad, kind: must-pass, input: terrible, expected: unkind}
        - {id: wrong, kind: must-fail, input: great, expected: unkind}
      """;

  @Test
  void parse_wellFormedSuite_givesEveryField() throws SuiteFormatException {
    Suite suite = SuiteParser.parse(SUITE, "mood.yaml");

    assertThat(suite.id()).isEqualTo("mood");
    assertThat(suite.version()).hasToString("1.0.0");
    assertThat(suite.info().description()).isEqualTo("Kind or unkind?");
    assertThat(suite.info().licence()).isEqualTo("Apache-2.0");
    assertThat(suite.generation().stop()).containsExactly("END");
    assertThat(suite.generation().maxTokens()).isEqualTo(8);
    assertThat(suite.grader()).isEqualTo(new LabelGrader(List.of("kind", "unkind")));
    assertThat(suite.sample()).hasValue(1);
    assertThat(suite.items())
        .containsExactly(new Item("one", "lovely", "kind"), new Item("two", "dreadful", "unkind"));
    assertThat(suite.controls())
        .extracting(ControlItem::kind)
        .containsExactly(
            ControlItem.Kind.MUST_PASS, ControlItem.Kind.MUST_PASS, ControlItem.Kind.MUST_FAIL);
    assertThat(suite.prompt(suite.items().get(0))).isEqualTo("mood: lovely\n");
  }

  @Test
  void parse_withoutOptionalKeys_hasNoStopStringsAndNoSample() throws SuiteFormatException {
    Suite suite =
        SuiteParser.parse(SUITE.replace("stop: [\"END\"]\n", "").replace("sample: 1\n", ""), "x");

    assertThat(suite.generation().stop()).isEmpty();
    assertThat(suite.sample()).isEmpty();
  }

  static Stream<Arguments> brokenSuites() {
    return Stream.of(
        arguments("misspelt key", "maxTokens: 8", "maxToken: 8", 7, "unknown key 'maxToken'"),
        arguments("key twice", "sample: 1", "id: mood", 9, "key 'id' occurs twice"),
        arguments("key missing", "licence: Apache-2.0", "", 1, "'licence' is missing"),
        arguments("version", "1.0.0", "1.0", 2, "version must be text"),
        arguments("quoted version", "1.0.0", "'1.0'", 2, "version must be a semantic version"),
        arguments("id", "id: mood", "id: My Mood", 1, "id must be lower-case letters"),
        arguments(
            "blank description", "Kind or unkind?", "' '", 3, "description must not be blank"),
        arguments("long licence", "Apache-2.0", "x".repeat(65), 4, "licence must have at most 64"),
        arguments("no input", "{{input}}", "{{text}}", 5, "template must contain {{input}}"),
        arguments("stop no list", "[\"END\"]", "END", 6, "stop must be a list"),
        arguments("empty stop", "[\"END\"]", "['']", 6, "stop strings must have 1 to 64"),
        arguments("stop a number", "[\"END\"]", "[5]", 6, "an entry of stop must be text"),
        arguments("no tokens", "maxTokens: 8", "maxTokens: 0", 7, "maxTokens must be between 1"),
        arguments("many tokens", "maxTokens: 8", "maxTokens: 99999999999", 7, "whole number"),
        arguments("hex tokens", "maxTokens: 8", "maxTokens: 0x10", 7, "whole number"),
        arguments(
            "grader type",
            "type: label",
            "type: vibes",
            8,
            "must be one of exact, normalised, label"),
        arguments("grader text", "{type: label, labels: [kind, unkind]}", "exact", 8, "a mapping"),
        arguments("one label", "[kind, unkind]", "[kind]", 8, "labels must have 2 to 200"),
        arguments("label twice", "[kind, unkind]", "[kind, Kind]", 8, "labels hold 'Kind' twice"),
        arguments(
            "labels, exact",
            "type: label",
            "type: exact",
            8,
            "unknown key 'labels' in grader of type exact"),
        arguments("big sample", "sample: 1", "sample: 3", 9, "sample must be between 1 and 2"),
        arguments("no sample", "sample: 1", "sample: 0", 9, "sample must be between 1 and 2"),
        arguments("item key", "{id: one,", "{id: one, weight: 2,", 11, "unknown key 'weight'"),
        arguments(
            "item no map", "{id: one, input: lovely, expected: kind}", "lovely", 11, "mapping"),
        arguments("id twice", "id: two", "id: one", 12, "id 'one' occurs twice"),
        arguments("control's id", "id: good", "id: two", 14, "id 'two' occurs twice"),
        arguments("input twice", "dreadful", "lovely", 12, "is that of an earlier item"),
        arguments("empty input", "dreadful", "''", 12, "input must not be blank"),
        arguments("unquoted no", "dreadful", "no", 12, "put numbers, dates, yes and no in quotes"),
        arguments("unquoted number", "dreadful", "18", 12, "input must be text"),
        arguments(
            "empty expected", "lovely, expected: kind", "x, expected: ''", 11, "not be blank"),
        arguments("null expected", "lovely, expected: kind", "x, expected: ~", 11, "must be text"),
        arguments("unknown label", "lovely, expected: kind", "x, expected: meh", 11, "not one of"),
        arguments("control kind", "must-fail", "should-fail", 16, "must-pass or must-fail"),
        arguments("control no kind", "kind: must-fail, ", "", 16, "'kind' is missing"),
        arguments(
            "one telling", "terrible, expected: unkind", "x, expected: kind", 13, "different"),
        arguments("long input", "lovely", "x".repeat(16_001), 11, "input must have at most 16000"),
        arguments("not YAML", "items:", "items: [", 11, "not YAML"),
        arguments("tab", "  - {id: one", "\t- {id: one", 11, "not YAML"),
        arguments("alias bomb", "sample: 1", "sample: *a", 9, "not YAML"),
        arguments("tag", "input: lovely", "input: !!java.io.File lovely", 11, "tag is not allowed"),
        arguments("own tag", "input: lovely", "input: !mine lovely", 11, "must be text"),
        arguments("two documents", "sample: 1", "---", 9, "not YAML"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenSuites")
  void parse_brokenSuite_namesFileLineAndReason(
      String name, String was, String becomes, int line, String reason) {
    String text = SUITE.replace(was, becomes);
    assertThat(text).isNotEqualTo(SUITE);

    SuiteFormatException refusal = refusalOf(text);

    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.reason()).contains(reason);
    assertThat(refusal)
        .hasMessage("mood.yaml:" + line + ": " + refusal.reason())
        .message()
        .doesNotContain("\n")
        .hasSizeLessThan(300);
  }

  @Test
  void parse_nothing_isRefused() {
    assertThat(refusalOf("").reason()).isEqualTo("the file holds no suite");
    assertThat(refusalOf("# only a comment\n").reason()).isEqualTo("the file holds no suite");
  }

  @Test
  void parse_aListOrAScalar_isRefused() {
    assertThat(refusalOf("- a\n- b\n").reason())
        .isEqualTo("a suite must be a mapping of keys to values");
    assertThat(refusalOf("suite").reason())
        .isEqualTo("a suite must be a mapping of keys to values");
  }

  @Test
  void parse_nestedWithoutEnd_isRefusedAndNotAStackOverflow() {
    assertThat(refusalOf("[".repeat(100_000)).reason()).startsWith("not YAML");
  }

  @Test
  void parse_longerThanAnySuite_isRefusedBeforeItIsRead() {
    assertThat(refusalOf("x".repeat(YamlText.MAX_CHARS + 1)).reason())
        .isEqualTo("a suite must have at most 4000000 characters");
  }

  @Test
  void parse_moreItemsThanAllowed_isRefused() {
    StringBuilder items = new StringBuilder("items:\n");
    for (int i = 0; i <= 10_000; i++) {
      items
          .append("  - {id: i")
          .append(i)
          .append(", input: x")
          .append(i)
          .append(", expected: kind}\n");
    }

    SuiteFormatException refusal = refusalOf(SUITE.replace("items:\n", items.toString()));

    assertThat(refusal.reason()).startsWith("items must have 1 to 10000 entries");
  }

  @Test
  void parse_aliases_areRefusedOrHarmless() {
    String text =
        SUITE.replace(
            "items:\n", "items:\n  - &a {id: zero, input: fine, expected: kind}\n  - *a\n");

    assertThat(refusalOf(text).sourceName()).isEqualTo("mood.yaml");
  }

  @Property(tries = 300)
  void parse_anyText_isParsedOrRefusedInOneLine(@ForAll String text) {
    assertThat(refusalOf(text).getMessage()).doesNotContain("\n");
  }

  private static SuiteFormatException refusalOf(String text) {
    SuiteFormatException refusal =
        catchThrowableOfType(
            SuiteFormatException.class, () -> SuiteParser.parse(text, "mood.yaml"));
    assertThat(refusal).as("the suite is refused").isNotNull();
    return refusal;
  }
}
