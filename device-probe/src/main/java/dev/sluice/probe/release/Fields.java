package dev.sluice.probe.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object, each asked for once. What is left over at the end is refused: a
 * field that a reader does not know could change what it has read.
 */
final class Fields {
  private final String path;
  private final ObjectNode object;
  private final Set<String> known = new HashSet<>();

  Fields(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  /** Reads a part of the document. */
  interface Part<T> {
    T read(Fields fields) throws MalformedReleaseException;
  }

  /** Reads one text. */
  interface Word<T> {
    Optional<T> read(String text);
  }

  String text(String name, Pattern form, String what) throws MalformedReleaseException {
    return text(at(name), required(name), form, what);
  }

  Optional<String> optionalText(String name, Pattern form, String what)
      throws MalformedReleaseException {
    Optional<JsonNode> value = value(name);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(text(at(name), value.get(), form, what));
  }

  <T> T word(String name, Word<T> word, String what) throws MalformedReleaseException {
    return word(at(name), required(name), word, what);
  }

  long whole(String name, long min, long max) throws MalformedReleaseException {
    return whole(at(name), required(name), min, max);
  }

  Optional<Long> optionalWhole(String name, long min, long max) throws MalformedReleaseException {
    Optional<JsonNode> value = value(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(whole(at(name), value.get(), min, max));
  }

  <T> T part(String name, Part<T> part) throws MalformedReleaseException {
    return part(at(name), required(name), part);
  }

  <T> Optional<T> optionalPart(String name, Part<T> part) throws MalformedReleaseException {
    Optional<JsonNode> value = value(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(part(at(name), value.get(), part));
  }

  <T> List<T> parts(String name, int min, int max, Part<T> part) throws MalformedReleaseException {
    List<T> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> element : elements(name, min, max).entrySet()) {
      parts.add(part(element.getKey(), element.getValue(), part));
    }
    return parts;
  }

  /** A list of distinct words; empty if the field is absent, never if it is there. */
  <T> Set<T> words(String name, int max, Word<T> word, String what)
      throws MalformedReleaseException {
    Set<T> words = new LinkedHashSet<>();
    if (value(name).isPresent()) {
      for (Map.Entry<String, JsonNode> element : elements(name, 1, max).entrySet()) {
        if (!words.add(word(element.getKey(), element.getValue(), word, what))) {
          throw new MalformedReleaseException(element.getKey() + " is in the list twice");
        }
      }
    }
    return words;
  }

  /** Every field of the object, in its order; for objects whose keys are data. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  String path() {
    return path;
  }

  void end() throws MalformedReleaseException {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw new MalformedReleaseException(
            "%s has a field that is not known: %s".formatted(path, Quoted.value(name)));
      }
    }
  }

  private Map<String, JsonNode> elements(String name, int min, int max)
      throws MalformedReleaseException {
    JsonNode list = required(name);
    if (!list.isArray() || list.size() < min || list.size() > max) {
      throw new MalformedReleaseException(
          "%s must be a list of %d to %d entries".formatted(at(name), min, max));
    }
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      elements.put(at(name) + "[" + i + "]", list.get(i));
    }
    return elements;
  }

  private Optional<JsonNode> value(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name));
  }

  private JsonNode required(String name) throws MalformedReleaseException {
    return value(name).orElseThrow(() -> new MalformedReleaseException(at(name) + " is missing"));
  }

  private String at(String name) {
    return path + "." + name;
  }

  private static String text(String at, JsonNode value, Pattern form, String what)
      throws MalformedReleaseException {
    return word(
        at,
        value,
        text -> form.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
        what);
  }

  private static <T> T word(String at, JsonNode value, Word<T> word, String what)
      throws MalformedReleaseException {
    if (!value.isTextual()) {
      throw new MalformedReleaseException("%s must be a text: %s".formatted(at, what));
    }
    return word.read(value.textValue())
        .orElseThrow(
            () ->
                new MalformedReleaseException(
                    "%s must be %s, was %s".formatted(at, what, Quoted.value(value.textValue()))));
  }

  private static long whole(String at, JsonNode value, long min, long max)
      throws MalformedReleaseException {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw new MalformedReleaseException(
          "%s must be a whole number from %d to %d, was %s"
              .formatted(at, min, max, Quoted.value(value.asText())));
    }
    return value.longValue();
  }

  private static <T> T part(String at, JsonNode value, Part<T> part)
      throws MalformedReleaseException {
    if (!(value instanceof ObjectNode object)) {
      throw new MalformedReleaseException(at + " must be an object");
    }
    Fields fields = new Fields(at, object);
    T read = part.read(fields);
    fields.end();
    return read;
  }
}
