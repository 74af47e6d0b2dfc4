package dev.sluice.suites.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Passes an output that is one JSON value and valid by the JSON Schema in {@code expected}; {@link
 * JsonShape} says which schemas. Anything but one JSON value is a format error.
 */
public record JsonSchemaGrader() implements Grader {

  @Override
  public Grade grade(String output, String expected) {
    if (Answers.blank(output)) {
      return Answers.empty();
    }
    Optional<JsonNode> value = StrictJson.read(output);
    if (value.isEmpty()) {
      return Grade.formatError(Answers.quoted(output) + " is not one JSON value");
    }
    return JsonShape.of(expected)
        .violation(value.get())
        .map(violation -> Grade.fail(Answers.quoted(output) + ": " + violation))
        .orElseGet(Grade::pass);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    try {
      JsonShape.of(expected);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("is not a usable JSON Schema: " + e.getMessage());
    }
  }

  @Override
  public String type() {
    return "json-schema";
  }
}
