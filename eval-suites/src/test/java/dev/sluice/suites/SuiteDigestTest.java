package dev.sluice.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteDigestTest {

  private static final String SUITE =
      """
      id: mood
      version: 1.0.0
      description: Kind or unkind?
      licence: Apache-2.0
      template: "mood: {{input}}"
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
      """;

  /** Devices and servers of different releases must agree on this: it never changes. */
  private static final String DIGEST = "106c5d5cdb6947a13679125215c7c7bc";

  @Test
  void digest_knownSuite_isStable() throws SuiteFormatException {
    assertThat(digestOf(SUITE)).hasToString(DIGEST);
  }

  @Test
  void digest_knownSuite_isTheHashOfTheDocumentedForm() throws SuiteFormatException {
    String form = CanonicalForm.of(SuiteParser.parse(SUITE, "test"));

    assertThat(form)
        .startsWith("14:sluice-suite-1\n4:mood\n5:1.0.0\n15:mood: {{input}}\n")
        .contains("5:label\n1:2\n4:kind\n6:unkind\n")
        .endsWith("3:bad\n8:terrible\n6:unkind\n");
  }

  @Test
  void digest_sameSuiteWrittenOtherwise_isTheSame() throws SuiteFormatException {
    String rewritten =
        """
        # A comment.
        licence: MIT
        description: Another description.
        version: "1.0.0"
        id: 'mood'
        grader:
          labels:
            - kind   # the good one
            - unkind
          type: label

        controls:
          - kind: must-pass
            id: good
            input: great
            expected: kind
          - {expected: unkind, input: terrible, id: bad, kind: must-pass}
        template: 'mood: {{input}}'
        maxTokens: 8
        stop:
          - END
        items: [{id: one, input: lovely, expected: kind},
                {id: two, input: "dread\\
                ful", expected: unkind}]
        sample: 1
        """;

    assertThat(digestOf(rewritten)).hasToString(DIGEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: mood | id: moods",
        "version: 1.0.0 | version: 1.0.1",
        "mood: {{input}} | mood {{input}}",
        "stop: [\"END\"] | stop: []",
        "maxTokens: 8 | maxTokens: 9",
        "[kind, unkind] | [unkind, kind]",
        "{type: label, labels: [kind, unkind]} | {type: exact}",
        "sample: 1 | gates: [{type: length, unit: words, atMost: 2}]",
        "sample: 1 | sample: 2",
        "sample: 1 | # no sample",
        "id: one | id: three",
        "input: lovely | input: nice",
        "input: lovely, expected: kind | input: lovely, expected: unkind",
        "id: good, kind: must-pass | id: fine, kind: must-pass",
        "input: great | input: splendid",
        "template: | chat: {user: 'mood: {{input}}'} #",
        "template: | chat: {user: 'mood: {{input}}', template: chatml} #",
        "template: | chat: {user: 'mood: {{input}}', system: x} #",
        "sample: 1 | fewShot: [{input: nice, expected: kind}]",
        "sample: 1 | repeats: {count: 5, temperature: 0.7, pass: any}"
      })
  void digest_anythingThatCanChangeAScore_changesIt(String was, String becomes)
      throws SuiteFormatException {
    String changed = SUITE.replace(was, becomes);

    assertThat(changed).isNotEqualTo(SUITE);
    assertThat(digestOf(changed).hex()).isNotEqualTo(DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threshold: 0.9",
        "count: 2",
        "cost: {promptTokens: 1, answerTokens: 1}",
        "gates: [{type: latency, total: 2s}]",
        "floors: []",
        "fewShot: []"
      })
  void digest_whatChangesNoMark_doesNotChangeIt(String key) throws SuiteFormatException {
    assertThat(digestOf(SUITE + key + "\n")).hasToString(DIGEST);
  }

  @Test
  void digest_tags_doNotChangeIt() throws SuiteFormatException {
    assertThat(
            digestOf(
                SUITE.replace("lovely, expected: kind}", "lovely, expected: kind, tags: [a]}")))
        .hasToString(DIGEST);
  }

  @Test
  void digest_choicesAndTheirOrder_changeIt() throws SuiteFormatException {
    String choice = SUITE.replace("{type: label, labels: [kind, unkind]}", "{type: choice}");
    String one = choice.replaceAll("(un)?kind}", "$0".replace("}", "") + "CHOICES");
    String forward = one.replace("}CHOICES", ", choices: [kind, unkind]}");
    String backward = one.replace("}CHOICES", ", choices: [unkind, kind]}");

    assertThat(digestOf(forward)).isNotEqualTo(digestOf(backward));
    assertThat(digestOf(forward))
        .isNotEqualTo(
            digestOf(forward.replace("type: choice", "type: choice, scoring: likelihood")));
  }

  @Test
  void digest_mustPassTurnedMustFail_changes() throws SuiteFormatException {
    String extra = "  - {id: wrong, kind: %s, input: great, expected: unkind}\n";

    assertThat(digestOf(SUITE + extra.formatted("must-pass")))
        .isNotEqualTo(digestOf(SUITE + extra.formatted("must-fail")));
  }

  @Test
  void digest_settingsOfGraderAndGates_countByValue() throws SuiteFormatException {
    String form =
        SUITE.replace("{type: label, labels: [kind, unkind]}", "{type: token-f1, threshold: %s}")
            + "gates: [{type: length, unit: %s, atMost: 9}]\n";

    SuiteDigest digest = digestOf(form.formatted("0.8", "words"));

    assertThat(digestOf(form.formatted("0.80", "words"))).isEqualTo(digest);
    assertThat(digestOf(form.formatted("0.7", "words"))).isNotEqualTo(digest);
    assertThat(digestOf(form.formatted("0.8", "characters"))).isNotEqualTo(digest);
  }

  @Test
  void toBytes_anyDigest_isItsSixteenBytes() throws SuiteFormatException {
    SuiteDigest digest = digestOf(SUITE);

    assertThat(digest.toBytes()).hasSize(SuiteDigest.BYTES);
    assertThat(HexFormat.of().formatHex(digest.toBytes())).isEqualTo(digest.hex());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00", "ABCDEF0123456789ABCDEF0123456789", "g0000000000000000000000000000000"})
  void constructor_notThirtyTwoHexDigits_isRefused(String hex) {
    assertThatThrownBy(() -> new SuiteDigest(hex)).isInstanceOf(IllegalArgumentException.class);
  }

  private static SuiteDigest digestOf(String text) throws SuiteFormatException {
    return SuiteParser.parse(text, "test").digest();
  }
}
