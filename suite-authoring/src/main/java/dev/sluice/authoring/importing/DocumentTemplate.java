package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of an lm-eval task with expressions in double braces, as far as they are no programs: a
 * path into the document ({@code question}, {@code choices.text}), the position of a value in a
 * list ({@code choices.label.index(answerKey)}), white space cut off ({@code |trim}, {@code
 * .strip()}).
 */
record DocumentTemplate(String text) {

  private static final String PATH = "([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)";
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "\\{\\{ *"
              + PATH
              + "(?:\\.index\\( *"
              + PATH
              + " *\\))?( *\\| *trim|\\.strip\\(\\))? *}}");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z_]\\w*");

  /** What the task's key says: a bare word is the name of a field. */
  static DocumentTemplate of(String text) {
    return new DocumentTemplate(FIELD.matcher(text).matches() ? "{{" + text + "}}" : text);
  }

  /** Whether it uses more of the template language than this reads. */
  boolean isProgram() {
    String rest = EXPRESSION.matcher(text).replaceAll("");
    return rest.contains("{{") || rest.contains("{%") || rest.contains("{#");
  }

  /** The text for a document; empty when it has no text or number at one of the paths. */
  Optional<String> rendered(JsonNode document) {
    List<MatchResult> expressions = EXPRESSION.matcher(text).results().toList();
    boolean known =
        expressions.stream().map(expression -> value(expression, document)).allMatch(this::isText);
    return known
        ? Optional.of(
            EXPRESSION
                .matcher(text)
                .replaceAll(
                    expression -> Matcher.quoteReplacement(value(expression, document).asText())))
        : Optional.empty();
  }

  /** The value of a template that is one expression and nothing else; missing for others. */
  JsonNode value(JsonNode document) {
    Matcher whole = EXPRESSION.matcher(text.strip());
    return whole.matches() ? value(whole.toMatchResult(), document) : MissingNode.getInstance();
  }

  private boolean isText(JsonNode value) {
    return value.isValueNode() && !value.isNull();
  }

  private static JsonNode value(MatchResult expression, JsonNode document) {
    JsonNode value = at(document, expression.group(1));
    if (expression.group(2) != null) {
      return position(at(document, expression.group(2)), value);
    }
    return expression.group(3) != null && value.isTextual()
        ? TextNode.valueOf(value.asText().strip())
        : value;
  }

  private static JsonNode position(JsonNode wanted, JsonNode list) {
    List<String> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asText()));
    int position = values.indexOf(wanted.asText());
    return position < 0 ? MissingNode.getInstance() : IntNode.valueOf(position);
  }

  private static JsonNode at(JsonNode document, String path) {
    JsonNode value = document;
    for (String name : path.split("\\.", -1)) {
      value = value.path(name);
    }
    return value;
  }
}
