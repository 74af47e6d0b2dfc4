package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.authoring.template.Part.Printed;
import dev.sluice.authoring.template.Part.Verbatim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A text with expressions and conditions about a document. */
public final class Template {
  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException when it holds what is not taken, whether or not it would be reached
   */
  public static Template of(String source) throws TemplateException {
    return new Template(TemplateParser.parts(source));
  }

  /** The text for a document; empty when something in it has no value, or it is far too long. */
  public Optional<String> text(JsonNode document) {
    return rendered(parts, document);
  }

  /** The value of a template that is one expression and nothing else; missing for others. */
  public JsonNode value(JsonNode document) {
    List<Part> said = parts.stream().filter(part -> !isBlank(part)).toList();
    return said.size() == 1 && said.get(0) instanceof Printed printed
        ? printed.expression().value(document)
        : MissingNode.getInstance();
  }

  /** Whether it is the same for every document. */
  public boolean isFixed() {
    return parts.stream().allMatch(Verbatim.class::isInstance);
  }

  private static boolean isBlank(Part part) {
    return part instanceof Verbatim verbatim && verbatim.text().isBlank();
  }

  static Optional<String> rendered(List<Part> parts, JsonNode document) {
    List<String> texts = new ArrayList<>();
    for (Part part : parts) {
      Optional<String> text = part.rendered(document);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Values.joined(texts, "");
  }
}
