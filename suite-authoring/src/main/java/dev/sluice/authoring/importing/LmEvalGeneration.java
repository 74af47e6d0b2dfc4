package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a task of lm-eval has answers generated.
 *
 * @param stop at most as many as a suite takes
 * @param repeats as a suite file has it; empty when each item is asked once
 */
record LmEvalGeneration(
    List<String> stop, OptionalInt maxTokens, Optional<Map<String, Object>> repeats) {

  /** What stands between examples, unless the task says otherwise. */
  static final String BLANK_LINE = "\n\n";

  private static final Set<String> LENGTHS = Set.of("max_gen_toks", "max_tokens", "max_new_tokens");
  private static final int MAX_TOKENS = 4_096;
  private static final int MAX_STOP_STRINGS = 8;
  private static final int MAX_STOP_CHARS = 64;
  private static final int MAX_REPEATS = 100;

  LmEvalGeneration {
    stop = List.copyOf(stop);
  }

  static LmEvalGeneration of(JsonNode task, boolean choice, List<Loss> losses) {
    JsonNode settings = task.path("generation_kwargs");
    OptionalInt maxTokens = OptionalInt.empty();
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      String name = setting.getKey();
      JsonNode value = setting.getValue();
      if (LENGTHS.contains(name) && value.asInt() >= 1 && value.asInt() <= MAX_TOKENS) {
        maxTokens = OptionalInt.of(value.asInt());
      } else if (!name.equals("until") && !isGreedy(name, value)) {
        note(name, losses);
      }
    }
    List<String> until = choice ? List.of() : JsonRecords.texts(until(task));
    return new LmEvalGeneration(usable(until, losses), maxTokens, repeats(task, losses));
  }

  /** Greedy is what a suite does anyway. */
  private static boolean isGreedy(String name, JsonNode value) {
    return switch (name) {
      case "do_sample" -> !value.asBoolean();
      case "temperature" -> value.isNumber();
      default -> false;
    };
  }

  private static void note(String name, List<Loss> losses) {
    if (!name.equals("do_sample")) {
      losses.add(new Loss("generation_kwargs", "'" + name + "' is not taken over"));
    }
  }

  /** Where a task does not say it, an answer ends where the next example would begin. */
  private static JsonNode until(JsonNode task) {
    JsonNode settings = task.path("generation_kwargs");
    if (settings.has("until")) {
      return settings.path("until");
    }
    return task.has("fewshot_delimiter")
        ? task.path("fewshot_delimiter")
        : TextNode.valueOf(BLANK_LINE);
  }

  private static List<String> usable(List<String> all, List<Loss> losses) {
    List<String> usable =
        all.stream()
            .filter(text -> !text.isEmpty() && text.length() <= MAX_STOP_CHARS)
            .limit(MAX_STOP_STRINGS)
            .toList();
    if (usable.size() < all.size()) {
      losses.add(
          new Loss(
              "generation_kwargs",
              "only %d of %d strings of 'until' are taken over"
                  .formatted(usable.size(), all.size())));
    }
    return usable;
  }

  private static Optional<Map<String, Object>> repeats(JsonNode task, List<Loss> losses) {
    int count = task.path("repeats").asInt(1);
    double temperature = task.path("generation_kwargs").path("temperature").asDouble(0);
    boolean majority = hasFilter(task, "majority_vote");
    if (count > 1 && temperature > 0 && temperature <= 2 && majority && count <= MAX_REPEATS) {
      losses.add(
          new Loss(
              "repeats", "a majority of right answers is asked for, not the commonest answer"));
      Map<String, Object> repeats = new LinkedHashMap<>();
      repeats.put("count", count);
      repeats.put("temperature", temperature);
      repeats.put("pass", Map.of("atLeast", count / 2 + 1));
      return Optional.of(repeats);
    }
    if (count > 1) {
      losses.add(new Loss("repeats", count + " are not taken over: each item is asked once"));
    }
    noteSampling(task, temperature, losses);
    return Optional.empty();
  }

  private static void noteSampling(JsonNode task, double temperature, List<Loss> losses) {
    JsonNode settings = task.path("generation_kwargs");
    if (settings.path("do_sample").asBoolean() && !settings.has("temperature")) {
      losses.add(
          new Loss("generation_kwargs", "do_sample without a temperature is taken as greedy"));
    }
    if (temperature > 0) {
      losses.add(
          new Loss("generation_kwargs", "temperature " + temperature + " is taken as 0, greedy"));
    }
  }

  static boolean hasFilter(JsonNode task, String function) {
    for (JsonNode pipeline : task.path("filter_list")) {
      for (JsonNode filter : pipeline.path("filter")) {
        if (filter.path("function").asText().equals(function)) {
          return true;
        }
      }
    }
    return false;
  }
}
