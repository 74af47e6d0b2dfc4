package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The choices of a task of lm-eval: the same everywhere, or each document's own. */
sealed interface LmEvalChoices {

  /** Empty when they are no list of texts. */
  Optional<List<String>> of(JsonNode document);

  /** Those of {@code doc_to_choice}. */
  static LmEvalChoices ofTask(JsonNode task) throws ImportException {
    JsonNode said = task.path("doc_to_choice");
    if (!said.isContainerNode()) {
      return new OfDocument(DocumentTemplate.of(task, "doc_to_choice"));
    }
    return new Fixed(
        texts(said)
            .orElseThrow(
                () ->
                    new ImportException(
                        "doc_to_choice must be texts; yes and no need quotation marks")));
  }

  /** A list in the task. No templates: lm-eval takes them as they are. */
  record Fixed(List<String> choices) implements LmEvalChoices {
    public Fixed {
      choices = List.copyOf(choices);
    }

    @Override
    public Optional<List<String>> of(JsonNode document) {
      return Optional.of(choices);
    }
  }

  /** A field or an expression that gives a list. */
  record OfDocument(DocumentTemplate template) implements LmEvalChoices {
    @Override
    public Optional<List<String>> of(JsonNode document) {
      return texts(template.value(document));
    }
  }

  private static Optional<List<String>> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list) {
      if (!element.isTextual() && !element.isNumber()) {
        return Optional.empty();
      }
      texts.add(element.asText());
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }
}
