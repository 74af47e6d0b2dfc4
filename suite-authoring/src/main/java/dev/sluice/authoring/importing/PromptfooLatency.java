package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast promptfoo wants whole answers: in milliseconds, for all tests or for some. A suite
 * bounds all of its answers alike, so what only some tests ask for is reported.
 */
final class PromptfooLatency {

  private static final int MOST_MILLIS = 600_000;

  private PromptfooLatency() {}

  /** Whether it is a bound that a suite can have. */
  static boolean isBound(JsonNode assertion) {
    int millis = assertion.path("threshold").asInt();
    return assertion.path("type").asText().equals("latency")
        && millis >= 1
        && millis <= MOST_MILLIS;
  }

  /** The gate of a suite with the bound that all tests share; the others are losses. */
  static Optional<Map<String, Object>> gate(JsonNode config, List<Loss> losses) {
    OptionalInt byDefault = tightest(config.path("defaultTest"));
    List<OptionalInt> bounds = new ArrayList<>();
    for (JsonNode test : config.path("tests")) {
      OptionalInt own = tightest(test);
      bounds.add(
          own.isPresent() && own.getAsInt() < byDefault.orElse(MOST_MILLIS + 1) ? own : byDefault);
    }
    if (new HashSet<>(bounds).size() == 1) {
      return yaml(bounds.get(0));
    }
    for (int i = 0; i < bounds.size(); i++) {
      if (!bounds.get(i).equals(byDefault)) {
        losses.add(
            new Loss(
                "test-" + (i + 1),
                "assert latency of %d ms is not taken over: a suite bounds all answers alike"
                    .formatted(bounds.get(i).getAsInt())));
      }
    }
    return yaml(byDefault);
  }

  private static OptionalInt tightest(JsonNode test) {
    List<Integer> bounds = new ArrayList<>();
    for (JsonNode assertion : test.path("assert")) {
      if (isBound(assertion)) {
        bounds.add(assertion.path("threshold").asInt());
      }
    }
    return bounds.stream().mapToInt(Integer::intValue).min();
  }

  private static Optional<Map<String, Object>> yaml(OptionalInt millis) {
    return millis.isPresent()
        ? Optional.of(Map.of("type", "latency", "total", millis.getAsInt() + "ms"))
        : Optional.empty();
  }
}
