package dev.sluice.gate.policy;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.privacy.registry.MetricRegistry;
import java.io.IOException;

/**
 * Reads a rollout policy. Strict: an unknown key, a missing one, a metric that cannot be judged or
 * a value out of bounds is refused with the file, the line, the place and the reason.
 */
public final class PolicyParser {
  /** Longest policy, in characters. */
  public static final int MAX_LENGTH = 32_768;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  private PolicyParser() {}

  /**
   * Parses a policy.
   *
   * @param text the YAML
   * @param source what to call it in messages, usually the file's name
   * @param registry the metrics that a guardrail can be about
   * @throws PolicyException if the policy must not be used
   */
  public static Policy parse(String text, String source, MetricRegistry registry)
      throws PolicyException {
    if (text.length() > MAX_LENGTH) {
      throw new PolicyException(
          source + ": must have at most " + MAX_LENGTH + " characters, has " + text.length());
    }
    try {
      PolicyDocument document = YAML.readValue(text, PolicyDocument.class);
      if (document == null) {
        throw new PolicyException(source + ": the policy is empty");
      }
      YamlLines lines = YamlLines.of(YAML.getFactory(), text);
      return new PolicyRules(source, lines, registry).policy(document, text);
    } catch (JacksonException e) {
      throw new PolicyException(source + ":" + place(e) + ": " + reason(e));
    } catch (IOException impossible) {
      throw new AssertionError("reading from memory cannot fail", impossible);
    }
  }

  /** The first line of the message, without the class names that Jackson puts after it. */
  private static String reason(JacksonException e) {
    String first = e.getOriginalMessage().lines().findFirst().orElse("is not readable");
    int internals = first.indexOf(" (class ");
    return internals < 0 ? first : first.substring(0, internals);
  }

  private static String place(JacksonException e) {
    JsonLocation location = e.getLocation();
    StringBuilder place = new StringBuilder();
    place.append(location == null ? 1 : Math.max(1, location.getLineNr()));
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      place.append(": ");
      String separator = "";
      for (JsonMappingException.Reference step : mapping.getPath()) {
        boolean item = step.getFieldName() == null;
        place.append(item ? "[" + step.getIndex() + "]" : separator + step.getFieldName());
        separator = ".";
      }
    }
    return place.toString();
  }
}
