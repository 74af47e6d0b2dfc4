package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authoring.importing.Asking.Shot;
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

  /** A question and its right answer, as they are put after each other. */
  private record Pair(String asked, String answer, List<String> choices) {}

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
    DocumentTemplate question = template("doc_to_text");
    if (!choice) {
      template("doc_to_target");
    }
    List<Shot> shots = shots(question, choice);
    List<DraftItem> items = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      String id = "doc-" + (i + 1);
      Optional<Pair> pair = pair(question, documents.get(i), choice);
      // The description stands once before everything: with the examples, where there are any.
      String before = shots.isEmpty() ? description() : "";
      pair.ifPresentOrElse(
          found ->
              items.add(
                  new DraftItem(
                      id, before + found.asked(), List.of(found.answer()), found.choices())),
          () ->
              losses.add(
                  new Loss(id, "left out: a field of the templates is no text or is missing")));
    }
    return marked(choice, items, shots);
  }

  private Draft marked(boolean choice, List<DraftItem> items, List<Shot> shots) {
    LmEvalGeneration generation = LmEvalGeneration.of(task, losses);
    String delimiter = task.path("fewshot_delimiter").asText("\n\n");
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
    if (!Set.of("generate_until", "multiple_choice").contains(type)) {
      throw new ImportException("output_type " + type + " cannot be represented");
    }
    boolean choice = type.equals("multiple_choice");
    if (choice && !task.path("doc_to_choice").isArray()) {
      template("doc_to_choice");
    }
    return choice;
  }

  private String description() {
    return task.path("description").asText();
  }

  /** Examples are in the file, or in a split of a data set that nobody has here. */
  private List<Shot> shots(DocumentTemplate question, boolean choice) {
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
    List<Shot> shots = new ArrayList<>();
    for (JsonNode sample : samples) {
      Optional<Pair> pair =
          shots.size() < wanted ? pair(question, sample, choice) : Optional.empty();
      String before = shots.isEmpty() ? description() : "";
      pair.ifPresent(found -> shots.add(new Shot(before + found.asked(), found.answer())));
    }
    if (shots.size() < Math.min(wanted, samples.size())) {
      losses.add(
          new Loss("fewshot_config", "only %d of its samples can be read".formatted(shots.size())));
    }
    return shots;
  }

  private Optional<Pair> pair(DocumentTemplate question, JsonNode document, boolean choice) {
    Optional<String> asked = question.rendered(document);
    return choice
        ? asked.flatMap(text -> chosen(text, document))
        : asked.flatMap(
            text -> target(document).map(answer -> new Pair(text, delimited(answer), List.of())));
  }

  private Optional<Pair> chosen(String asked, JsonNode document) {
    List<String> choices = choices(document).stream().map(this::delimited).toList();
    return right(document, choices).map(right -> new Pair(asked, right, choices));
  }

  /** A choice or a target follows the question after a space, unless the task says otherwise. */
  private String delimited(String text) {
    return task.path("target_delimiter").asText(" ") + text.strip();
  }

  private List<String> choices(JsonNode document) {
    JsonNode choices = task.path("doc_to_choice");
    if (!choices.isArray()) {
      return JsonRecords.texts(DocumentTemplate.of(choices.asText()).value(document));
    }
    return JsonRecords.texts(choices).stream()
        .flatMap(choice -> new DocumentTemplate(choice).rendered(document).stream())
        .toList();
  }

  /** Targets of multiple choice are the choice or its number from 0. */
  private Optional<String> right(JsonNode document, List<String> choices) {
    Optional<String> target = target(document);
    Optional<String> byNumber =
        target
            .filter(text -> text.matches("\\d{1,4}") && Integer.parseInt(text) < choices.size())
            .map(text -> choices.get(Integer.parseInt(text)));
    return byNumber.isPresent() ? byNumber : target.map(this::delimited).filter(choices::contains);
  }

  private Optional<String> target(JsonNode document) {
    return DocumentTemplate.of(task.path("doc_to_target").asText()).rendered(document);
  }

  private DocumentTemplate template(String key) throws ImportException {
    String text = task.path(key).asText();
    DocumentTemplate template = DocumentTemplate.of(text);
    if (text.isBlank() || template.isProgram()) {
      throw new ImportException(key + " must be a field, or a template of nothing but variables");
    }
    return template;
  }
}
