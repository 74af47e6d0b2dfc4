package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.authoring.template.Template;
import dev.sluice.authoring.template.TemplateException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a key of an lm-eval task makes of a document.
 *
 * @param field the document's field that is meant, where a bare word names one
 * @param template what is meant otherwise
 */
record DocumentTemplate(Optional<String> field, Template template) {

  private static final Pattern FIELD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  /** What the task says under a key, which is in every refusal. */
  static DocumentTemplate of(JsonNode task, String key) throws ImportException {
    JsonNode said = task.path(key);
    String text = said.asText();
    if (!said.isValueNode() || said.isNull() || text.isBlank()) {
      throw new ImportException(key + " must be a field, or a template");
    }
    Optional<String> field = Optional.of(text).filter(FIELD.asMatchPredicate());
    return new DocumentTemplate(field, template(key, text));
  }

  /** A text that is a template whatever it looks like. */
  static Template template(String key, String text) throws ImportException {
    try {
      return Template.of(text);
    } catch (TemplateException e) {
      throw new ImportException(key + ": " + e.getMessage());
    }
  }

  /** The text for a document; empty when it has none. */
  Optional<String> text(JsonNode document) {
    return field.isEmpty()
        ? template.text(document)
        : Optional.of(document.path(field.get()))
            .filter(value -> value.isTextual() || value.isNumber())
            .map(JsonNode::asText);
  }

  /** As lm-eval has it: a field's own value, or the text of a template, or the number it is. */
  JsonNode valueOrNumber(JsonNode document) {
    return field.isPresent()
        ? document.path(field.get())
        : template.text(document).map(DocumentTemplate::number).orElse(MissingNode.getInstance());
  }

  /** A field's own value, or that of an expression that is all of the template. */
  JsonNode value(JsonNode document) {
    return field.isPresent() ? document.path(field.get()) : template.value(document);
  }

  private static JsonNode number(String text) {
    return DIGITS.matcher(text).matches()
        ? IntNode.valueOf(Integer.parseInt(text))
        : TextNode.valueOf(text);
  }
}
