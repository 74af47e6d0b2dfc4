package dev.sluice.suites.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON Schema out of a suite file: draft 2020-12, or draft 7 where {@code $schema} says so.
 *
 * <p>Narrower than the standard, because a stranger wrote the schema and a model the value: a
 * schema stands alone and has no references, so nothing is fetched and nothing recurs; patterns are
 * {@link LinearPattern}s; a number with an exponent beyond 400 violates every schema, because
 * arithmetic with it could fill the memory. {@code format} is an annotation, as in the standard.
 */
final class JsonShape {

  private static final int MAX_SCALE = 400;

  private static final SchemaValidatorsConfig SAFE =
      SchemaValidatorsConfig.builder()
          .formatAssertionsEnabled(false)
          .regularExpressionFactory(JsonShape::linear)
          .build();

  private static final Map<String, Draft> DRAFTS =
      Map.of(
          SchemaId.V202012, Draft.of(SchemaId.V202012, VersionFlag.V202012),
          SchemaId.V7, Draft.of(SchemaId.V7, VersionFlag.V7));

  private final JsonSchema schema;

  /**
   * One edition of the standard, made once because that is slow.
   *
   * @param schemas makes schemas that load nothing
   * @param schemaOfSchemas the standard's own, which comes with the library
   */
  private record Draft(JsonSchemaFactory schemas, JsonSchema schemaOfSchemas) {

    static Draft of(String id, VersionFlag version) {
      return new Draft(
          JsonSchemaFactory.getInstance(
              version,
              builder ->
                  builder.schemaLoaders(
                      loaders -> loaders.add(DisallowSchemaLoader.getInstance()))),
          JsonSchemaFactory.getInstance(version).getSchema(SchemaLocation.of(id), SAFE));
    }
  }

  private JsonShape(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * Reads a schema.
   *
   * @throws IllegalArgumentException with the reason, in one line, for what is not a schema
   */
  static JsonShape of(String text) {
    JsonNode node = StrictJson.read(text).orElseThrow(() -> refusal("it is not one JSON value"));
    Draft draft = DRAFTS.get(node.path("$schema").asText(SchemaId.V202012));
    if (draft == null) {
      throw refusal("$schema must be one of " + DRAFTS.keySet());
    }
    requireSelfContained(node);
    first(draft.schemaOfSchemas().validate(node))
        .ifPresent(
            violation -> {
              throw refusal(violation);
            });
    try {
      JsonSchema schema = draft.schemas().getSchema(node, SAFE);
      schema.initializeValidators();
      return new JsonShape(schema);
    } catch (JsonSchemaException e) {
      throw refusal(String.valueOf(e.getMessage()));
    }
  }

  /** What the value does not keep to, in one line; empty when it is valid. */
  Optional<String> violation(JsonNode value) {
    if (hasHugeNumber(value)) {
      return Optional.of("a number in it has an exponent beyond " + MAX_SCALE);
    }
    return first(schema.validate(value));
  }

  private static void requireSelfContained(JsonNode node) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("$") && !name.equals("$schema") && !name.equals("$comment")) {
                throw refusal("it may not use " + Answers.quoted(name) + ": it must stand alone");
              }
            });
    node.forEach(JsonShape::requireSelfContained);
  }

  private static Optional<String> first(Collection<ValidationMessage> violations) {
    return violations.stream()
        .min(Comparator.comparing(ValidationMessage::getMessage))
        .map(violation -> Answers.oneLine(violation.getMessage()));
  }

  private static boolean hasHugeNumber(JsonNode node) {
    if (node.isBigDecimal() && Math.abs(node.decimalValue().scale()) > MAX_SCALE) {
      return true;
    }
    for (JsonNode child : node) {
      if (hasHugeNumber(child)) {
        return true;
      }
    }
    return false;
  }

  private static RegularExpression linear(String pattern) {
    return LinearPattern.of(pattern)::occursIn;
  }

  private static IllegalArgumentException refusal(String reason) {
    return new IllegalArgumentException(Answers.oneLine(reason));
  }
}
