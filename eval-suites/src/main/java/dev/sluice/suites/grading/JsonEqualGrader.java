package dev.sluice.suites.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Optional;

/**
 * Passes an output that is the same JSON value as the expected one: members of an object in any
 * order, elements of an array in their order, numbers by value (1 equals 1.0), strings by their
 * characters. An output that is not exactly one JSON value, or names a member twice, is a format
 * error.
 */
public record JsonEqualGrader() implements Grader {

  /** Called for leaves that are not equal as they stand: numbers may still be equal in value. */
  private static final Comparator<JsonNode> LEAVES =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  @Override
  public Grade grade(String output, String expected) {
    if (Answers.blank(output)) {
      return Answers.empty();
    }
    Optional<JsonNode> actual = StrictJson.read(output);
    if (actual.isEmpty()) {
      return Grade.formatError(Answers.quoted(output) + " is not one JSON value");
    }
    JsonNode wanted =
        StrictJson.read(expected)
            .orElseThrow(() -> new IllegalArgumentException("expected must be JSON"));
    return Answers.compared(wanted.equals(LEAVES, actual.get()), output, expected);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return StrictJson.read(expected).isPresent()
        ? Optional.empty()
        : Optional.of("is " + Answers.quoted(expected) + ", which is not one JSON value");
  }

  @Override
  public String type() {
    return "json-equal";
  }
}
