package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task of lm-evaluation-harness with its documents: texts to generate, or multiple choice among
 * choices that are the same for every document. Texts are fields of a document or templates of
 * nothing but variables.
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
          "generation_kwargs",
          "metric_list",
          "metadata",
          "tag");

  private final JsonNode task;
  private final List<Loss> losses = new ArrayList<>();

  private LmEvalTask(JsonNode task) {
    this.task = task;
  }

  static Draft read(String text, String documents) throws ImportException {
    return new LmEvalTask(ForeignYaml.read(text)).draft(JsonRecords.of(documents));
  }

  private Draft draft(List<JsonNode> documents) throws ImportException {
    noteLosses();
    List<String> choices = choices();
    PromptTemplateText question = template("doc_to_text");
    PromptTemplateText target = template("doc_to_target");
    List<DraftItem> items = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      String id = "doc-" + (i + 1);
      Map<String, String> fields = fields(documents.get(i));
      Optional<String> asked = question.rendered(fields);
      Optional<String> answer = target.rendered(fields).map(given -> chosen(given, choices));
      if (asked.isPresent() && answer.isPresent()) {
        String input = task.path("description").asText() + asked.get();
        items.add(new DraftItem(id, input, List.of(answer.get())));
      } else {
        losses.add(new Loss(id, "left out: a field of the templates is no text or is missing"));
      }
    }
    return new Draft(
        "Imported task " + task.path("task").asText("without a name") + ".",
        "{{input}}",
        stop(),
        choices.isEmpty() ? Marking.normalised() : Marking.label(choices),
        items,
        losses);
  }

  private void noteLosses() throws ImportException {
    if (task.has("include")) {
      throw new ImportException("the task includes another file; write it out");
    }
    task.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                losses.add(new Loss("the file", "'" + name + "' is not taken over"));
              }
            });
    task.path("generation_kwargs")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("until")) {
                losses.add(new Loss("generation_kwargs", "'" + name + "' is not taken over"));
              }
            });
    for (JsonNode metric : task.path("metric_list")) {
      String name = metric.path("metric").asText();
      if (!Set.of("exact_match", "acc").contains(name)) {
        losses.add(new Loss("metric_list", "metric '" + name + "' cannot be represented"));
      }
    }
    losses.add(new Loss("metric_list", "answers count as right apart from case and white space"));
  }

  /** Empty for a task that generates freely. */
  private List<String> choices() throws ImportException {
    String type = task.path("output_type").asText("generate_until");
    if (type.equals("generate_until")) {
      return List.of();
    }
    if (!type.equals("multiple_choice")) {
      throw new ImportException("output_type " + type + " cannot be represented");
    }
    List<String> choices = JsonRecords.texts(task.path("doc_to_choice"));
    if (!task.path("doc_to_choice").isArray() || choices.size() < 2) {
      throw new ImportException("doc_to_choice must be a list of two or more, the same for all");
    }
    losses.add(
        new Loss(
            "output_type",
            "choices are not ranked by likelihood: the model has to write the right one"));
    return choices.stream().map(String::strip).toList();
  }

  private List<String> stop() {
    return task.has("generation_kwargs")
        ? JsonRecords.texts(task.path("generation_kwargs").path("until"))
        : List.of();
  }

  /** A bare word is the name of a field. */
  private PromptTemplateText template(String key) throws ImportException {
    String text = task.path(key).asText();
    PromptTemplateText template =
        new PromptTemplateText(text.matches("[A-Za-z_]\\w*") ? "{{" + text + "}}" : text);
    if (text.isBlank() || template.isProgram()) {
      throw new ImportException(key + " must be a field, or a template of nothing but variables");
    }
    return template;
  }

  /** Targets of multiple choice are the choice or its number from 0. */
  private static String chosen(String target, List<String> choices) {
    return target.matches("\\d{1,4}") && Integer.parseInt(target) < choices.size()
        ? choices.get(Integer.parseInt(target))
        : target.strip();
  }

  private static Map<String, String> fields(JsonNode document) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
        fields.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return fields;
  }
}
