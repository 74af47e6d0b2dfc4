package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.stream.Collectors;

/** A registry's text read into its document, and refusals that name file, line and reason. */
final class RegistryYaml {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final YAMLMapper YAML =
      YAMLMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  private final String source;
  private final YamlLines lines;
  private final RegistryDocument document;

  private RegistryYaml(String source, YamlLines lines, RegistryDocument document) {
    this.source = source;
    this.lines = lines;
    this.document = document;
  }

  /** Reads a text; nothing but its shape has been checked afterwards. */
  static RegistryYaml read(String yaml, String source) throws RegistryException {
    YamlLines lines = lines(yaml, source);
    try {
      RegistryDocument document = YAML.readValue(yaml, RegistryDocument.class);
      if (document == null) {
        throw new RegistryException(source + ":1: the file is empty");
      }
      return new RegistryYaml(source, lines, document);
    } catch (JsonMappingException e) {
      String place = place(e);
      throw new RegistryException(
          source
              + ":"
              + lines.of(pointer(e))
              + ": "
              + (place.isEmpty() ? "" : place + ": ")
              + reason(e));
    } catch (JacksonException e) {
      throw unreadable(e, source);
    }
  }

  RegistryDocument document() {
    return document;
  }

  /**
   * Refuses the registry unless something holds.
   *
   * @param pointer where, as a JSON pointer
   * @param reason what must hold, and what did not
   */
  void check(boolean holds, String pointer, String reason) throws RegistryException {
    if (!holds) {
      throw refusal(pointer, reason);
    }
  }

  RegistryException refusal(String pointer, String reason) {
    return new RegistryException(source + ":" + lines.of(pointer) + ": " + reason);
  }

  private static YamlLines lines(String yaml, String source) throws RegistryException {
    try {
      return YamlLines.of(yaml, FACTORY);
    } catch (JacksonException e) {
      throw unreadable(e, source);
    } catch (IOException impossible) {
      throw new AssertionError("a string can be read", impossible);
    }
  }

  private static RegistryException unreadable(JacksonException e, String source) {
    JsonLocation location = e.getLocation();
    int line = location == null ? 1 : location.getLineNr();
    return new RegistryException(source + ":" + line + ": " + firstLine(e));
  }

  /** Jackson's own words name classes of ours, which mean nothing to who wrote the file. */
  private static String reason(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown key, must be one of " + unknown.getKnownPropertyIds();
    }
    if (e instanceof InvalidFormatException invalid) {
      return "cannot be \"" + invalid.getValue() + "\"";
    }
    if (e instanceof InvalidTypeIdException unknown) {
      return "unknown type \"" + unknown.getTypeId() + "\"";
    }
    String words = firstLine(e);
    if (words.startsWith("Missing required")) {
      return "is missing";
    }
    return words.startsWith("Cannot ") ? "must not be of this kind" : words;
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("not readable");
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
        .collect(Collectors.joining());
  }

  private static String place(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.startsWith(".") ? path.substring(1) : path;
  }
}
