package dev.sluice.suites.grading;

import java.util.List;
import java.util.Optional;

/**
 * Lets through what is one JSON value and valid by a schema that holds for the whole suite.
 *
 * @param schema a JSON Schema as text; {@link JsonShape} says which ones
 */
public record JsonSchemaGate(String schema) implements Gate {

  private static final int MAX_CHARS = 16_000;

  public JsonSchemaGate {
    if (schema.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "schema must have at most " + MAX_CHARS + " characters, but has " + schema.length());
    }
    try {
      JsonShape.of(schema);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("schema is not usable: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> objectionTo(String output) {
    return StrictJson.read(output)
        .map(value -> JsonShape.of(schema).violation(value))
        .orElseGet(() -> Optional.of("the answer is not one JSON value"));
  }

  @Override
  public String type() {
    return "json-schema";
  }

  @Override
  public List<String> parameters() {
    return List.of(schema);
  }
}
