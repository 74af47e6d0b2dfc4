package dev.sluice.gate.policy;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.MetricRegistry;
import java.io.IOException;
import java.util.Optional;

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

  private final String text;
  private final String source;

  private PolicyParser(String text, String source) {
    this.text = text;
    this.source = source;
  }

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
    return new PolicyParser(text, source).policy(registry, false);
  }

  /**
   * Reads a policy that was accepted once, and perhaps by another registry: guardrails that this
   * one cannot judge are {@link Policy#lost}. What devices were told by it holds all the same.
   *
   * @throws PolicyException if it is no policy, whatever the registry
   */
  public static Policy parseOnRecord(String text, String source, MetricRegistry registry)
      throws PolicyException {
    return new PolicyParser(text, source).policy(registry, true);
  }

  private Policy policy(MetricRegistry registry, boolean onRecord) throws PolicyException {
    if (text.length() > MAX_LENGTH) {
      throw new PolicyException(
          source + ": must have at most " + MAX_LENGTH + " characters, has " + text.length());
    }
    try {
      return read(registry, onRecord);
    } catch (JacksonException e) {
      throw new PolicyException(source + ":" + line(e) + ": " + place(e) + reason(e));
    } catch (IOException impossible) {
      throw new AssertionError("reading from memory cannot fail", impossible);
    }
  }

  private Policy read(MetricRegistry registry, boolean onRecord)
      throws PolicyException, IOException {
    JsonNode tree = YAML.readTree(text);
    if (!tree.isObject()) {
      throw new PolicyException(source + ":1: a policy is a mapping of keys to values");
    }
    YamlLines lines = YamlLines.of(YAML.getFactory(), text);
    Optional<PolicyKeys.Flaw> flaw = PolicyKeys.flaw(tree);
    if (flaw.isPresent()) {
      throw refusal(source, lines, flaw.get().path(), flaw.get().reason());
    }
    // From the text, not from the tree: only then do mistakes have lines.
    PolicyDocument document = YAML.readValue(text, PolicyDocument.class);
    return new PolicyRules(source, lines, registry, onRecord).policy(document, text);
  }

  /** The refusal of what stands at a JSON pointer. */
  static PolicyException refusal(String source, YamlLines lines, String path, String reason) {
    String place = path.substring(1).replace('/', '.');
    return new PolicyException(source + ":" + lines.line(path) + ": " + place + " " + reason);
  }

  private static String reason(JacksonException e) {
    if (e.getOriginalMessage().startsWith("Trailing token")) {
      return "there must be nothing after the policy";
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "must be " + kind(mismatch.getTargetType());
    }
    return e.getOriginalMessage().lines().findFirst().orElse("is not YAML");
  }

  private static String kind(Class<?> type) {
    if (type == Guardrail.Kind.class) {
      return "required or watch";
    }
    if (type == Deployment.class) {
      return "device or edge";
    }
    if (type == PolicyDocument.NoData.class) {
      return "hold";
    }
    if (type == int.class || type == Integer.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == String.class) {
      return "text";
    }
    return Iterable.class.isAssignableFrom(type) ? "a list" : "a mapping of keys to values";
  }

  private static int line(JacksonException e) {
    JsonLocation location = e.getLocation();
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }

  private static String place(JacksonException e) {
    StringBuilder place = new StringBuilder();
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        place.append(place.isEmpty() ? "" : ".");
        place.append(
            step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName());
      }
    }
    return place.isEmpty() ? "" : place + " ";
  }
}
