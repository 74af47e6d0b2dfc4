package dev.sluice.privacy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.mechanism.GridLaplace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryParserTest {
  private static final String GOOD =
      """
      registry: 1
      deviceClasses: [phone, laptop]
      epsilonTiers: [0.5, 1]
      metrics:
        - id: quality
          purpose: Is it good?
          unit: fraction
          measures: pass-fraction
          direction: higher-is-better
          weight: 40
          mechanism: {type: laplace-grid, low: 0.6, high: 1.0}
          owner: somebody
          expires: "2028-12-31"
          review: docs/privacy.md
        - id: outcome
          purpose: Does it run?
          unit: fraction
          measures: run-outcome
          direction: higher-is-better
          weight: 10
          mechanism: {type: randomized-response, categories: [ok, crash], worst: crash}
          unavailableOn: [laptop]
          owner: somebody
          expires: "2028-12-31"
          review: docs/privacy.md
      """;

  @Test
  void parse_goodRegistry_isTyped() throws Exception {
    MetricRegistry registry = RegistryParser.parse(GOOD, "metrics.yaml");

    Metric quality = registry.metric("quality").orElseThrow();
    assertThat(quality.mechanism()).isEqualTo(new GridLaplace(0.6, 1, GridLaplace.Worst.LOW));
    assertThat(registry.metric("outcome").orElseThrow().availableOn("laptop")).isFalse();
    assertThat(registry.metric("unknown")).isEmpty();
  }

  @Test
  void digest_commentsAndLayout_doNotMatterButValuesDo() throws Exception {
    String digest = RegistryParser.parse(GOOD, "a").digest();

    assertThat(
            RegistryParser.parse("# a comment\n" + GOOD.replace("[0.5, 1]", "[0.5,   1.0]"), "b")
                .digest())
        .isEqualTo(digest);
    assertThat(RegistryParser.parse(GOOD.replace("weight: 40", "weight: 41"), "c").digest())
        .isNotEqualTo(digest);
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "registry: 1 | registry: 2 | registry: must be 1",
        "weight: 40 | weigth: 40 | line",
        "weight: 40 | weight: 0 | metrics.quality.weight",
        "weight: 40 | weight: -3 | metrics.quality.weight",
        "weight: 40 | weight: many | metrics[0].weight",
        "low: 0.6 | low: 1.6 | metrics.quality.mechanism: clipping bounds",
        "low: 0.6 | low: .nan | metrics[0].mechanism.low",
        "type: laplace-grid | type: none | metrics[0].mechanism",
        "[0.5, 1] | [1, 0.5] | epsilonTiers: must be ascending",
        "[0.5, 1] | [0.5, 9] | epsilonTiers: epsilon must be above 0 and at most 8",
        "[0.5, 1] | [] | epsilonTiers",
        "[0.5, 1] | [null] | line",
        "id: outcome | id: quality | metrics.quality: is there twice",
        "id: outcome | id: Out Come | bad id",
        "measures: pass-fraction | measures: everything | metrics[0].measures",
        "measures: pass-fraction | measures: slow-ttft-fraction | metrics.quality.threshold",
        "worst: crash | worst: unknown | metrics.outcome.mechanism",
        "[laptop] | [tablet] | metrics.outcome.unavailableOn",
        "[phone, laptop] | [phone, phone] | deviceClasses: twice",
        "[phone, laptop] | [] | deviceClasses",
        "2028-12-31 | soon | metrics.quality.expires: must be a day",
        "purpose: Is it good? | surprise: 1 | line",
      })
  void parse_badRegistry_isRefusedWithPlaceAndReason(String from, String to, String message) {
    String yaml = GOOD.replace(from, to);
    assertThat(yaml).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> RegistryParser.parse(yaml, "metrics.yaml"))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("metrics.yaml: ")
        .hasMessageContaining(message);
  }

  @Test
  void parse_notYamlOrEmpty_isRefused() {
    for (String bad : new String[] {"", "   ", "{", "- a\n- b", "just words", "a: [1, 2"}) {
      assertThatThrownBy(() -> RegistryParser.parse(bad, "metrics.yaml"))
          .isInstanceOf(RegistryException.class)
          .hasMessageStartingWith("metrics.yaml: ");
    }
  }
}
