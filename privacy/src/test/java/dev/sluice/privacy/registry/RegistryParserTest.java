package dev.sluice.privacy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.Piecewise;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryParserTest {
  private static final String GOOD =
      """
      registry: 1
      epoch: rollout
      deviceClasses: [phone, laptop]
      epsilonTiers: [0.5, 1]
      metrics:
        - id: quality
          group: answers
          purpose: Is it good?
          unit: fraction
          measures: pass-fraction
          direction: higher-is-better
          weight: 600
          mechanism: {type: laplace-grid, low: 0.6, high: 1.0, sensitivity: 1000}
          epsilon: 1
          owner: somebody
          expires: "2028-12-31"
          review: docs/privacy.md
        - id: outcome
          group: runs
          purpose: Does it run?
          unit: fraction
          measures: run-outcome
          direction: higher-is-better
          weight: 300
          mechanism:
            type: randomized-response
            categories: [ok, fallback, crash, both]
            worst: both
            sensitivity: 2
          epsilon: 0.5
          unavailableOn: [laptop]
          owner: somebody
          expires: "2028-12-31"
          review: docs/privacy.md
        - id: waiting
          group: diagnostics
          purpose: How long does one wait?
          unit: milliseconds
          measures: ttft-of-one-request
          direction: lower-is-better
          weight: 100
          mechanism: {type: laplace-histogram, edges: [100, 200], sensitivity: 2}
          epsilon: 1
          owner: somebody
          expires: "2028-12-31"
          review: docs/privacy.md
        - id: change
          group: answers_paired
          design: paired
          purpose: Is it better?
          unit: fraction
          measures: pass-fraction-difference
          direction: higher-is-better
          weight: 1000
          mechanism: {type: piecewise, low: -0.2, high: 0.2, sensitivity: 1000}
          epsilon: 1
          owner: somebody
          expires: "2028-12-31"
          review: docs/privacy.md
      """;

  @Test
  void parse_goodRegistry_isTyped() throws Exception {
    MetricRegistry registry = RegistryParser.parse(GOOD, "metrics.yaml");

    assertThat(registry.epoch()).isEqualTo(Epoch.ROLLOUT);
    Metric quality = registry.metric("quality").orElseThrow();
    assertThat(quality.mechanism())
        .isEqualTo(new GridLaplace(new ClippedRange(0.6, 1, ClippedRange.Worst.LOW)));
    assertThat(quality.group()).isEqualTo("answers");
    assertThat(quality.design()).isEqualTo(Design.TWO_ARM);
    Metric outcome = registry.metric("outcome").orElseThrow();
    assertThat(outcome.availableOn("laptop")).isFalse();
    assertThat(outcome.limited(Epsilon.of(1))).isEqualTo(Epsilon.of(0.5));
    assertThat(quality.limited(Epsilon.of(0.5))).isEqualTo(Epsilon.of(0.5));
    Metric change = registry.metric("change").orElseThrow();
    assertThat(change.design()).isEqualTo(Design.PAIRED);
    assertThat(change.mechanism())
        .isEqualTo(new Piecewise(new ClippedRange(-0.2, 0.2, ClippedRange.Worst.LOW)));
    assertThat(registry.metric("unknown")).isEmpty();
  }

  @Test
  void digest_layoutAndDefaultsSaidAloud_doNotMatterButValuesDo() throws Exception {
    String digest = RegistryParser.parse(GOOD, "a").digest();

    assertThat(digest("# a comment\n" + GOOD.replace("[0.5, 1]", "[0.5,   1.0]")))
        .isEqualTo(digest);
    assertThat(digest(GOOD.replace("group: answers\n", "group: answers\n    design: two-arm\n")))
        .isEqualTo(digest);
    assertThat(digest(GOOD.replace("Is it good?", "Is it any good?"))).isNotEqualTo(digest);
    assertThat(digest(GOOD.replace("low: 0.6", "low: 0.5"))).isNotEqualTo(digest);
  }

  private static String digest(String yaml) throws RegistryException {
    return RegistryParser.parse(yaml, "b").digest();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[tablet] | test.yaml:4: edgeClasses names an unknown class: tablet",
        "[laptop, laptop] | test.yaml:4: class laptop is there twice",
        "laptop | test.yaml:4: ",
      })
  void parse_edgeClassesThatAreNone_refusedWithTheLine(String edgeClasses, String message) {
    String yaml = GOOD.replace("epsilonTiers:", "edgeClasses: " + edgeClasses + "\nepsilonTiers:");

    assertThatThrownBy(() -> RegistryParser.parse(yaml, "test.yaml"))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "registry: 1 | registry: 2 | 1 | registry must be 1, was 2",
        "epoch: rollout | epoch: daily | 2 | epoch",
        "[phone, laptop] | [phone, phone] | 3 | class phone is there twice",
        "[phone, laptop] | [] | 3 | deviceClasses must be 1 to 16 names",
        "[phone, laptop] | [phone, Anna's laptop] | 3 | a class must be a short name",
        "[0.5, 1] | [1, 0.5] | 4 | epsilonTiers must be ascending",
        "[0.5, 1] | [0.5, 0.5, 1] | 4 | epsilonTiers must be ascending",
        "[0.5, 1] | [0.5, 9] | 4 | epsilon must be above 0 and at most 8, was 9.0",
        "[0.5, 1] | [0.01, 1] | 4 | must be at least 0.05",
        "[0.5, 1] | [] | 4 | epsilonTiers",
        "[0.5, 1] | [null] | 4 | epsilonTiers",
        "[0.5, 1] | {a: 1} | 4 | epsilonTiers: must not be of this kind",
        "id: quality | id: Qua lity | 6 | must be a short name",
        "group: answers\\n | group: Every Answer\\n | 7 | must be a short name",
        "purpose: Is it good? | purpose: '' | 8 | quality: purpose must be 1 to 200 characters",
        "weight: 600 | weight: 600\\n    surprise: 1 | 13 | metrics[0].surprise: unknown key",
        "measures: pass-fraction\\n | measures: everything\\n | 10 | metrics[0].measures",
        "measures: pass-fraction\\n | measures: slow-ttft-fraction\\n | 6 | quality: threshold",
        "measures: pass-fraction\\n"
            + " | measures: run-outcome\\n"
            + " | 13 | does not fit what is measured",
        "weight: 600 | weigth: 600 | 6 | metrics[0].weight: is missing",
        "weight: 600 | weight: 0 | 12 | quality: weight must be 1 to 1000, was 0",
        "weight: 600 | weight: -3 | 12 | quality: weight must be 1 to 1000",
        "weight: 600 | weight: many | 12 | metrics[0].weight: cannot be \"many\"",
        "weight: 600 | weight: 701 | 24 | outcome: weights overlap",
        "weight: 600 | weight: 500 | 5 | weights of the two-arm metrics add up to 900",
        "low: 0.6 | low: 1.6 | 13 | quality: mechanism clipping bounds",
        "low: 0.6 | low: -0.1 | 13 | quality: mechanism must be clipped to within what is possible",
        "low: 0.6 | low: .nan | 13 | metrics[0].mechanism.low",
        "type: laplace-grid | type: none | 13 | metrics[0].mechanism: unknown type \"none\"",
        "high: 1.0, sensitivity: 1000 | high: 1.0, sensitivity: 500 | 13 | quality:"
            + " mechanism.sensitivity must be 1000",
        "high: 1.0, sensitivity: 1000 | high: 1.0 | 13 | metrics[0].mechanism.sensitivity: is"
            + " missing",
        "200], sensitivity: 2 | 200], sensitivity: 1 | 42 | waiting: mechanism.sensitivity must be"
            + " 2",
        "[100, 200] | [200, 100] | 42 | edges must be finite and ascending",
        "[100, 200] | [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] | 42 | not need more than 12 numbers",
        "epsilon: 1\\n | epsilon: 9\\n | 14 | quality: epsilon must be above 0 and at most 8",
        "epsilon: 1\\n | epsilon: 0.7\\n | 14 | quality: epsilon must be one of [0.5, 1], was 0.7",
        "owner: somebody\\n | owner: ' '\\n | 15 | quality: owner must be 1 to 200 characters",
        "owner: somebody\\n | extra: 1\\n | 6 | metrics[0].owner: is missing",
        "2028-12-31 | soon | 16 | quality: expires must be a day",
        "id: outcome | id: quality | 18 | quality: is there twice",
        "worst: both | worst: unknown | 25 | outcome: mechanism the worst category",
        "[ok, fallback, crash, both] | [ok, crash, both] | 27 | outcome: mechanism.categories must"
            + " be [ok",
        "[laptop] | [tablet] | 31 | outcome: unavailableOn names an unknown class: tablet",
        "group: answers_paired | group: answers | 48 | must not span two designs",
        "design: paired | design: two-arm | 49 | change: design does not fit what is measured",
        "design: paired | design: crossed | 49 | metrics[3].design",
      })
  void parse_badRegistry_isRefusedWithFileLineAndReason(
      String from, String to, int line, String reason) {
    String found = from.replace("\\n", "\n");
    String yaml = replaceFirst(found, to.replace("\\n", "\n"));
    assertThat(yaml).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> RegistryParser.parse(yaml, "metrics.yaml"))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("metrics.yaml:" + line + ": ")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("dev.sluice");
  }

  private static String replaceFirst(String from, String to) {
    int at = GOOD.indexOf(from);
    assertThat(at).as("a part of the good registry: " + from).isNotNegative();
    return GOOD.substring(0, at) + to + GOOD.substring(at + from.length());
  }

  @Test
  void parse_missingKey_isRefusedAtItsMetric() {
    String yaml = replaceFirst("    owner: somebody\n", "");

    assertThatThrownBy(() -> RegistryParser.parse(yaml, "metrics.yaml"))
        .hasMessageStartingWith("metrics.yaml:6: ")
        .hasMessageContaining("metrics[0].owner: is missing");
  }

  @Test
  void parse_keyTwice_isRefusedInItsLine() {
    String yaml = replaceFirst("    weight: 600\n", "    weight: 600\n    weight: 600\n");

    assertThatThrownBy(() -> RegistryParser.parse(yaml, "metrics.yaml"))
        .hasMessageStartingWith("metrics.yaml:13: ")
        .hasMessageContaining("weight");
  }

  @Test
  void parse_classWithoutMetric_isRefused() {
    String yaml = GOOD.replace("    owner: ", "    unavailableOn: [phone]\n    owner: ");

    assertThatThrownBy(
            () ->
                RegistryParser.parse(
                    yaml.replace("    unavailableOn: [laptop]\n", ""), "metrics.yaml"))
        .hasMessageContaining("metrics.yaml:3: no metric is available on phone");
  }

  @Test
  void parse_notYamlOrEmpty_isRefused() {
    for (String bad : new String[] {"", "   ", "{", "- a\n- b", "just words", "a: [1, 2"}) {
      assertThatThrownBy(() -> RegistryParser.parse(bad, "metrics.yaml"))
          .isInstanceOf(RegistryException.class)
          .hasMessageStartingWith("metrics.yaml:");
    }
  }

  @Test
  void parse_secondDocumentBehindTheFirst_isRefused() {
    assertThatThrownBy(() -> RegistryParser.parse(GOOD + "---\n" + GOOD, "metrics.yaml"))
        .isInstanceOf(RegistryException.class);
  }

  /** Whether a report fits must never depend on what is drawn. */
  @Test
  void parse_histogramWhoseNoiseNeedsTooManyBytes_refusedUnlessItHasFewerBuckets() {
    String low = GOOD.replace("[0.5, 1]", "[0.25, 0.5, 1]");

    assertRefused(
        low.replace("[100, 200]", "[1, 2, 3, 4, 5, 6, 7, 8]"),
        "test.yaml:42: waiting: mechanism must not need more than 24 bytes in a report, needs 27 at"
            + " epsilon 0.25");
    assertThatCode(
            () -> RegistryParser.parse(low.replace("[100, 200]", "[1, 2, 3, 4, 5, 6, 7]"), "test"))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> RegistryParser.parse(GOOD.replace("[100, 200]", "[1, 2, 3, 4, 5, 6, 7, 8]"), "t"))
        .doesNotThrowAnyException();
  }

  @Test
  void parse_histogramOfADifference_refused() {
    assertRefused(
        GOOD.replace(
            "{type: piecewise, low: -0.2, high: 0.2, sensitivity: 1000}",
            "{type: laplace-histogram, edges: [0], sensitivity: 2}"),
        "test.yaml:55: change: mechanism must not need more than 3 bytes in a report about a"
            + " difference, needs 4 at epsilon 0.5");
  }

  @Test
  void parse_moreThanReportsCanNumber_refused() {
    String tiers =
        IntStream.rangeClosed(1, 65)
            .mapToObj(i -> Double.toString(0.5 + i / 64.0))
            .collect(Collectors.joining(", ", "[0.5, ", "]"));
    assertRefused(
        GOOD.replace("[0.5, 1]", tiers), "test.yaml:4: epsilonTiers must be at most 64, were 66");

    String quality = GOOD.substring(GOOD.indexOf("  - id: quality"), GOOD.indexOf("  - id: out"));
    String more =
        IntStream.rangeClosed(1, 61)
            .mapToObj(i -> quality.replace("id: quality", "id: quality" + i))
            .collect(Collectors.joining());
    assertRefused(GOOD + more, "test.yaml:5: metrics must be 1 to 64, were 65");
  }

  private static void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> RegistryParser.parse(yaml, "test.yaml"))
        .isInstanceOf(RegistryException.class)
        .hasMessage(message);
  }
}
