package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a promptfoo configuration says about all runs: how often a test is repeated, and how fast
 * every answer has to come.
 *
 * @param yaml keys of a suite file
 */
record PromptfooRuns(Map<String, Object> yaml) {

  private static final int MAX_REPEATS = 100;
  private static final int MOST_MILLIS = 600_000;

  PromptfooRuns {
    yaml = Map.copyOf(yaml);
  }

  static PromptfooRuns of(JsonNode config, List<Loss> losses) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    double temperature = temperature(config, losses);
    repeats(config, temperature, losses).ifPresent(repeats -> yaml.put("repeats", repeats));
    latency(config).ifPresent(gate -> yaml.put("gates", List.of(gate)));
    config
        .path("evaluateOptions")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("repeat")) {
                losses.add(new Loss("evaluateOptions", "'" + name + "' is not taken over"));
              }
            });
    return new PromptfooRuns(yaml);
  }

  /** A bound on the time of a whole answer, which a suite has for all items. */
  static boolean isLatency(JsonNode assertion) {
    int millis = assertion.path("threshold").asInt();
    return assertion.path("type").asText().equals("latency")
        && millis >= 1
        && millis <= MOST_MILLIS;
  }

  /** The bound of {@code defaultTest}, else the widest of any test. */
  private static Optional<Map<String, Object>> latency(JsonNode config) {
    List<JsonNode> tests = new ArrayList<>(List.of(config.path("defaultTest")));
    config.path("tests").forEach(tests::add);
    int widest = 0;
    for (JsonNode test : tests) {
      for (JsonNode assertion : test.path("assert")) {
        widest =
            isLatency(assertion) ? Math.max(widest, assertion.path("threshold").asInt()) : widest;
      }
    }
    return widest == 0
        ? Optional.empty()
        : Optional.of(Map.of("type", "latency", "total", widest + "ms"));
  }

  /** A suite is asked of the model at hand, so providers say nothing but how to sample. */
  private static double temperature(JsonNode config, List<Loss> losses) {
    if (!config.has("providers")) {
      return 0;
    }
    losses.add(new Loss("the file", "'providers' is not taken over"));
    for (JsonNode provider : config.path("providers")) {
      double temperature = provider.path("config").path("temperature").asDouble(0);
      if (temperature > 0 && temperature <= 2) {
        return temperature;
      }
    }
    return 0;
  }

  private static Optional<Map<String, Object>> repeats(
      JsonNode config, double temperature, List<Loss> losses) {
    int count = config.path("evaluateOptions").path("repeat").asInt(1);
    if (count <= 1) {
      return Optional.empty();
    }
    if (temperature == 0 || count > MAX_REPEATS) {
      losses.add(
          new Loss(
              "evaluateOptions",
              "repeat "
                  + count
                  + " is not taken over: without a temperature all answers are alike"));
      return Optional.empty();
    }
    losses.add(
        new Loss(
            "evaluateOptions",
            "an item passes when all " + count + " answers do; there, each is a test of its own"));
    Map<String, Object> repeats = new LinkedHashMap<>();
    repeats.put("count", count);
    repeats.put("temperature", temperature);
    repeats.put("pass", "all");
    return Optional.of(repeats);
  }
}
