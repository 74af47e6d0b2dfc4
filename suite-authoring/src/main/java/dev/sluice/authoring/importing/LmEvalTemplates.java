package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authoring.importing.LmEvalQuestion.Asked;
import dev.sluice.authoring.importing.LmEvalQuestion.Unasked;
import java.util.List;
import java.util.Optional;

/**
 * How a task of lm-eval makes questions of documents.
 *
 * @param choices empty when texts are generated
 * @param delimiter between the question and what follows it
 */
record LmEvalTemplates(
    DocumentTemplate text,
    DocumentTemplate target,
    Optional<LmEvalChoices> choices,
    String delimiter) {

  static LmEvalTemplates of(JsonNode task, boolean choice) throws ImportException {
    Optional<LmEvalChoices> choices =
        choice ? Optional.of(LmEvalChoices.ofTask(task)) : Optional.empty();
    return new LmEvalTemplates(
        DocumentTemplate.of(task, "doc_to_text"),
        DocumentTemplate.of(task, "doc_to_target"),
        choices,
        task.path("target_delimiter").asText(" "));
  }

  LmEvalQuestion question(JsonNode document) {
    Optional<String> asked = text.text(document);
    if (asked.isEmpty()) {
      return new Unasked("doc_to_text has no text here");
    }
    return choices
        .map(each -> chosen(asked.get(), each, document))
        .orElseGet(() -> generated(asked.get(), document));
  }

  private LmEvalQuestion generated(String asked, JsonNode document) {
    return target
        .text(document)
        .<LmEvalQuestion>map(answer -> new Asked(asked, delimiter + answer.strip(), List.of()))
        .orElseGet(() -> new Unasked("doc_to_target has no text here"));
  }

  private LmEvalQuestion chosen(String asked, LmEvalChoices each, JsonNode document) {
    if (text.valueOrNumber(document).isNumber()) {
      return new Unasked("doc_to_text is a number, so the choices would be questions");
    }
    Optional<List<String>> texts = each.of(document);
    if (texts.isEmpty()) {
      return new Unasked("doc_to_choice has no list of texts here");
    }
    return right(target.valueOrNumber(document), texts.get())
        .<LmEvalQuestion>map(right -> new Asked(asked, delimited(right), delimited(texts.get())))
        .orElseGet(() -> new Unasked("doc_to_target names no choice here"));
  }

  /** By its number from 0, where "true" is 1 as in Python, or by its text. */
  private static Optional<String> right(JsonNode target, List<String> choices) {
    if (target.isTextual()) {
      return Optional.of(target.textValue()).filter(choices::contains);
    }
    boolean counts = target.isBoolean() || (target.isIntegralNumber() && target.canConvertToInt());
    int number = target.isBoolean() && target.booleanValue() ? 1 : target.asInt(0);
    return counts && number >= 0 && number < choices.size()
        ? Optional.of(choices.get(number))
        : Optional.empty();
  }

  private List<String> delimited(List<String> texts) {
    return texts.stream().map(this::delimited).toList();
  }

  /** A choice follows the question after a space, unless the task says otherwise. */
  private String delimited(String choice) {
    return delimiter + choice;
  }
}
