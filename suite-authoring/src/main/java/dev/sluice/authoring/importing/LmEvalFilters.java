package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The filters with which a task of lm-eval cuts the part to compare out of an answer. lm-eval marks
 * once for each of its pipelines, a suite once: the first that extracts something is taken, one
 * that also takes a vote before others.
 *
 * @param taken the filters of that pipeline
 * @param others the names of the other pipelines
 */
record LmEvalFilters(List<JsonNode> taken, List<String> others) {

  private static final Set<String> WITHOUT_EFFECT =
      Set.of("take_first", "remove_whitespace", "lowercase", "majority_vote");

  LmEvalFilters {
    taken = List.copyOf(taken);
    others = List.copyOf(others);
  }

  static LmEvalFilters of(JsonNode task) {
    List<JsonNode> pipelines = new ArrayList<>();
    task.path("filter_list").forEach(pipelines::add);
    Predicate<JsonNode> extracts = pipeline -> has(pipeline, "regex");
    Optional<JsonNode> taken =
        first(pipelines, extracts.and(pipeline -> has(pipeline, "majority_vote")))
            .or(() -> first(pipelines, extracts))
            .or(() -> first(pipelines, pipeline -> true));
    List<JsonNode> filters = new ArrayList<>();
    taken.ifPresent(pipeline -> pipeline.path("filter").forEach(filters::add));
    List<String> others =
        pipelines.stream()
            .filter(pipeline -> !pipeline.equals(taken.orElseThrow()))
            .map(pipeline -> pipeline.path("name").asText("without a name"))
            .toList();
    return new LmEvalFilters(filters, others);
  }

  /** The first filter that cuts something out of an answer. */
  Optional<JsonNode> extraction() {
    return taken.stream()
        .filter(filter -> name(filter).equals("regex"))
        .filter(filter -> !filter.path("regex_pattern").asText().isEmpty())
        .findFirst();
  }

  /** Reports all but the extraction, which whoever asks for it has to say something about. */
  void noteAllButExtraction(List<Loss> losses) {
    Optional<JsonNode> extraction = extraction();
    for (JsonNode filter : taken) {
      if (!Optional.of(filter).equals(extraction) && !WITHOUT_EFFECT.contains(name(filter))) {
        losses.add(new Loss("filter_list", "filter '" + name(filter) + "' is not taken over"));
      }
    }
    for (String other : others) {
      losses.add(
          new Loss(
              "filter_list",
              "pipeline '" + other + "' is not taken over: a suite marks in one way"));
    }
  }

  /** Whether answers are in lower case before something is cut out of them. */
  boolean lowersCase() {
    return taken.stream().anyMatch(filter -> name(filter).equals("lowercase"));
  }

  private static Optional<JsonNode> first(List<JsonNode> pipelines, Predicate<JsonNode> wanted) {
    return pipelines.stream().filter(wanted).findFirst();
  }

  private static boolean has(JsonNode pipeline, String function) {
    for (JsonNode filter : pipeline.path("filter")) {
      if (name(filter).equals(function)) {
        return true;
      }
    }
    return false;
  }

  private static String name(JsonNode filter) {
    return filter.path("function").asText();
  }
}
