package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.ExactGrader;
import dev.sluice.suites.grading.Grader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One assertion of a promptfoo test, as a suite would mark it.
 *
 * @param expected the texts for the marking's grader
 */
record PromptfooAssertion(Marking marking, List<String> expected) {

  private static final Set<String> CODE = Set.of("javascript", "python", "ruby", "webhook", "exec");

  /** What is much like it, and yet something else. */
  private static final Map<String, String> NEAREST =
      Map.of(
          "levenshtein",
          ": edit-similarity is near, and takes edits as a share of the text",
          "rouge-n",
          ": token-f1 is near, and counts words in another way");

  /** Why an assertion of that type cannot be marked by a suite. */
  static String reason(String type) {
    return CODE.contains(type.replaceFirst("^not-", ""))
        ? "assert " + type + " is code, and code is refused"
        : "assert " + type + " cannot be represented" + NEAREST.getOrDefault(type, "");
  }

  /** Whether the only answer that passes this one passes the other as well. */
  boolean implies(PromptfooAssertion other) {
    Grader grader = other.marking().grader();
    String demanded = String.join("\n", other.expected());
    return marking.grader() instanceof ExactGrader
        && grader.objectionTo(demanded).isEmpty()
        && grader.grade(String.join("\n", expected), demanded).passed();
  }

  /**
   * Empty when no grader does what the assertion does.
   *
   * @throws ImportException when its value is none
   */
  static Optional<PromptfooAssertion> of(String type, JsonNode value, Map<String, String> variables)
      throws ImportException {
    return switch (type) {
      case "equals" ->
          value.isContainerNode()
              ? json(Marking.jsonEqual(), value)
              : one(Marking.exact(), value, variables);
      case "contains" -> one(Marking.contains(Demand.WHOLE, false), value, variables);
      case "icontains" -> one(Marking.contains(Demand.WHOLE, true), value, variables);
      case "contains-any" -> several(Marking.contains(Demand.ANY, false), value, variables);
      case "icontains-any" -> several(Marking.contains(Demand.ANY, true), value, variables);
      case "contains-all" -> several(Marking.contains(Demand.ALL, false), value, variables);
      case "icontains-all" -> several(Marking.contains(Demand.ALL, true), value, variables);
      case "regex" -> one(Marking.regex(), value, variables);
      case "starts-with" -> quoted("^", value, "", variables);
      case "ends-with" -> quoted("", value, "$", variables);
      case "is-json" -> schema(value);
      default -> Optional.empty();
    };
  }

  /** Without a schema any JSON is right; one in a text is JSON or YAML itself. */
  private static Optional<PromptfooAssertion> schema(JsonNode value) throws ImportException {
    JsonNode schema = value.isTextual() ? ForeignYaml.value(value.asText()) : value;
    return schema.isMissingNode() || schema.isNull()
        ? json(Marking.jsonSchema(), JsonNodeFactory.instance.objectNode())
        : schema.isObject() ? json(Marking.jsonSchema(), schema) : Optional.empty();
  }

  private static Optional<PromptfooAssertion> quoted(
      String before, JsonNode value, String after, Map<String, String> variables) {
    return one(Marking.regex(), value, variables)
        .map(
            text ->
                new PromptfooAssertion(
                    text.marking(),
                    List.of(before + Pattern.quote(text.expected().get(0)) + after)));
  }

  private static Optional<PromptfooAssertion> json(Marking marking, JsonNode value) {
    return Optional.of(new PromptfooAssertion(marking, List.of(value.toString())));
  }

  private static Optional<PromptfooAssertion> one(
      Marking marking, JsonNode value, Map<String, String> variables) {
    return value.isValueNode() && !value.isNull()
        ? rendered(value.asText(), variables)
            .map(text -> new PromptfooAssertion(marking, List.of(text)))
        : Optional.empty();
  }

  /** A list, or a text with commas. */
  private static Optional<PromptfooAssertion> several(
      Marking marking, JsonNode value, Map<String, String> variables) {
    List<String> values =
        value.isTextual()
            ? Stream.of(value.asText().split(",", -1)).map(String::strip).toList()
            : JsonRecords.texts(value);
    List<String> texts =
        values.stream()
            .flatMap(text -> rendered(text, variables).stream())
            .filter(text -> text.lines().count() == 1)
            .toList();
    return texts.isEmpty() || texts.size() < values.size()
        ? Optional.empty()
        : Optional.of(new PromptfooAssertion(marking, texts));
  }

  private static Optional<String> rendered(String text, Map<String, String> variables) {
    PromptTemplateText template = new PromptTemplateText(text);
    return template.isProgram() ? Optional.empty() : template.rendered(variables);
  }
}
