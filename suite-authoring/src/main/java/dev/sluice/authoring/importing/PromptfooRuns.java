package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
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

  PromptfooRuns {
    yaml = Map.copyOf(yaml);
  }

  static PromptfooRuns of(JsonNode config, List<Loss> losses) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    double temperature = temperature(config, losses);
    repeats(config, temperature, losses).ifPresent(repeats -> yaml.put("repeats", repeats));
    PromptfooLatency.gate(config, losses).ifPresent(gate -> yaml.put("gates", List.of(gate)));
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
    if (count > MAX_REPEATS) {
      losses.add(notRepeated(count, "a suite asks at most " + MAX_REPEATS + " times"));
      return Optional.empty();
    }
    if (temperature == 0) {
      losses.add(notRepeated(count, "without a temperature all answers are alike"));
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

  private static Loss notRepeated(int count, String reason) {
    return new Loss("evaluateOptions", "repeat " + count + " is not taken over: " + reason);
  }
}
