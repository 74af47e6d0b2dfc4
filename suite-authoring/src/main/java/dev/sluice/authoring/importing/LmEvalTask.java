package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.authoring.importing.Asking.Shot;
import dev.sluice.authoring.importing.LmEvalQuestion.Asked;
import dev.sluice.authoring.importing.LmEvalQuestion.Unasked;
import dev.sluice.authoring.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task of lm-evaluation-harness with its documents: texts to generate, or multiple choice. What
 * it generates with is read by {@link LmEvalGeneration}, how it marks by {@link LmEvalMarking}.
 */
final class LmEvalTask {

  private static final Set<String> KNOWN =
      Set.of(
          "task",
          "dataset_path",
          "dataset_name",
          "dataset_kwargs",
          "training_split",
          "validation_split",
          "test_split",
          "output_type",
          "description",
          "doc_to_text",
          "doc_to_target",
          "doc_to_choice",
          "target_delimiter",
          "num_fewshot",
          "fewshot_split",
          "fewshot_config",
          "fewshot_delimiter",
          "generation_kwargs",
          "repeats",
          "filter_list",
          "metric_list",
          "metadata",
          "tag");

  private final JsonNode task;
  private final List<Loss> losses = new ArrayList<>();

  private LmEvalTask(JsonNode task) {
    this.task = task;
  }

  static Draft read(String text, String documents, NamedFiles files) throws ImportException {
    JsonNode task = LmEvalIncludes.merged(ForeignYaml.read(text), files);
    return new LmEvalTask(task).draft(JsonRecords.of(documents));
  }

  private Draft draft(List<JsonNode> documents) throws ImportException {
    noteUnknown();
    boolean choice = multipleChoice();
    LmEvalTemplates templates = LmEvalTemplates.of(task, choice);
    Template description = description();
    List<Shot> shots = shots(templates, description);
    List<DraftItem> items = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      String id = "doc-" + (i + 1);
      // The description stands once before everything: with the examples, where there are any.
      Optional<String> before =
          shots.isEmpty() ? description.text(documents.get(i)) : Optional.of("");
      LmEvalQuestion question =
          before.isPresent()
              ? templates.question(documents.get(i))
              : new Unasked("description has no text here");
      if (question instanceof Asked asked) {
        String input = before.orElse("") + asked.input();
        items.add(new DraftItem(id, input, List.of(asked.answer()), asked.choices()));
      } else if (question instanceof Unasked unasked) {
        losses.add(new Loss(id, "left out: " + unasked.why()));
      }
    }
    return marked(choice, items, shots);
  }

  private Draft marked(boolean choice, List<DraftItem> items, List<Shot> shots) {
    LmEvalGeneration generation = LmEvalGeneration.of(task, choice, losses);
    String delimiter = task.path("fewshot_delimiter").asText(LmEvalGeneration.BLANK_LINE);
    Asking asking =
        Asking.raw("{{input}}")
            .withStop(generation.stop(), generation.maxTokens())
            .withFewShot(shots, delimiter);
    LmEvalMarking marking =
        choice
            ? LmEvalMarking.ofChoices(task, items, losses)
            : LmEvalMarking.ofTexts(task, items, losses);
    Map<String, Object> more = new LinkedHashMap<>();
    generation.repeats().ifPresent(repeats -> more.put("repeats", repeats));
    return new Draft(
        "Imported task " + task.path("task").asText("without a name") + ".",
        asking,
        marking.marking(),
        more,
        marking.items(),
        losses);
  }

  private void noteUnknown() {
    task.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                losses.add(new Loss("the file", "'" + name + "' is not taken over"));
              }
            });
  }

  private boolean multipleChoice() throws ImportException {
    String type = task.path("output_type").asText("generate_until");
    return switch (type) {
      case "generate_until" -> false;
      case "multiple_choice" -> true;
      default ->
          throw new ImportException(
              "output_type "
                  + type
                  + " cannot be represented: a suite marks answers and choices, not how likely a"
                  + " given text is");
    };
  }

  private Template description() throws ImportException {
    return DocumentTemplate.template("description", task.path("description").asText());
  }

  /** Examples are in the file, or in a split of a data set that nobody has here. */
  private List<Shot> shots(LmEvalTemplates templates, Template description) throws ImportException {
    JsonNode samples = task.path("fewshot_config").path("samples");
    int wanted = task.path("num_fewshot").asInt(samples.isArray() ? samples.size() : 0);
    if (wanted > 0 && !samples.isArray()) {
      losses.add(
          new Loss(
              "num_fewshot",
              "its %d examples are in a split that the file does not hold: asked without"
                  .formatted(wanted)));
      return List.of();
    }
    if (wanted > 0 && !description.isFixed()) {
      throw new ImportException("description: it must be the same for all, before examples");
    }
    String before = description.text(MissingNode.getInstance()).orElse("");
    List<Shot> shots = new ArrayList<>();
    for (JsonNode sample : samples) {
      if (shots.size() < wanted && templates.question(sample) instanceof Asked asked) {
        shots.add(new Shot((shots.isEmpty() ? before : "") + asked.input(), asked.answer()));
      }
    }
    if (shots.size() < Math.min(wanted, samples.size())) {
      losses.add(
          new Loss("fewshot_config", "only %d of its samples can be read".formatted(shots.size())));
    }
    return shots;
  }
}
