package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/** What Python makes of values; missing where it would raise an error. */
final class Values {
  /** Of any text on the way; a suite takes far shorter ones. */
  static final int MAX_CHARACTERS = 100_000;

  private Values() {}

  /** As it is printed. A list and a mapping would be Python's source: no text for a model. */
  static Optional<String> text(JsonNode value) {
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue() ? "True" : "False");
    }
    boolean printed = value.isTextual() || value.isNumber();
    return printed && value.asText().length() <= MAX_CHARACTERS
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  static boolean isTrue(JsonNode value) {
    if (value.isTextual()) {
      return !value.textValue().isEmpty();
    }
    if (value.isContainerNode()) {
      return !value.isEmpty();
    }
    return value.booleanValue() || value.doubleValue() != 0;
  }

  /** Numbers by what they are worth, so 1 is 1.0; a text is never a number. */
  static boolean same(JsonNode one, JsonNode other) {
    if (isFinite(one) && isFinite(other)) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return one.equals(other);
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue());
  }

  static JsonNode element(JsonNode of, JsonNode key) {
    if (of.isObject() && key.isTextual()) {
      return of.path(key.textValue());
    }
    if (!key.canConvertToInt() || !key.isIntegralNumber()) {
      return MissingNode.getInstance();
    }
    int count = length(of).asInt(0);
    int place = key.intValue() < 0 ? count + key.intValue() : key.intValue();
    if (place < 0 || place >= count || of.isObject()) {
      return MissingNode.getInstance();
    }
    return of.isArray() ? of.path(place) : letter(of.textValue(), place);
  }

  private static JsonNode letter(String text, int place) {
    int start = text.offsetByCodePoints(0, place);
    return TextNode.valueOf(text.substring(start, text.offsetByCodePoints(start, 1)));
  }

  static JsonNode length(JsonNode of) {
    if (of.isTextual()) {
      return IntNode.valueOf(of.textValue().codePointCount(0, of.textValue().length()));
    }
    return of.isContainerNode() ? IntNode.valueOf(of.size()) : MissingNode.getInstance();
  }

  /** The first place of a value in a list, or of a text in a text. */
  static JsonNode position(JsonNode in, JsonNode wanted) {
    if (in.isTextual() && wanted.isTextual()) {
      int start = in.textValue().indexOf(wanted.textValue());
      return start < 0
          ? MissingNode.getInstance()
          : IntNode.valueOf(in.textValue().codePointCount(0, start));
    }
    for (int i = 0; in.isArray() && i < in.size(); i++) {
      if (same(in.path(i), wanted)) {
        return IntNode.valueOf(i);
      }
    }
    return MissingNode.getInstance();
  }

  static JsonNode contains(JsonNode in, JsonNode wanted) {
    if (in.isObject()) {
      return BooleanNode.valueOf(wanted.isTextual() && in.has(wanted.textValue()));
    }
    return in.isArray() || (in.isTextual() && wanted.isTextual())
        ? BooleanNode.valueOf(!position(in, wanted).isMissingNode())
        : MissingNode.getInstance();
  }

  /** Of two texts, two lists or two whole numbers. */
  static JsonNode sum(JsonNode one, JsonNode other) {
    if (one.isTextual() && other.isTextual()) {
      return joined(one, other);
    }
    if (one.isArray() && other.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      one.forEach(list::add);
      other.forEach(list::add);
      return list;
    }
    return one.isInt() || one.isLong() ? plus(one.longValue(), other) : MissingNode.getInstance();
  }

  private static JsonNode plus(long one, JsonNode other) {
    boolean small = other.canConvertToInt() && other.isIntegralNumber() && one == (int) one;
    return small ? LongNode.valueOf(one + other.intValue()) : MissingNode.getInstance();
  }

  static JsonNode joined(JsonNode one, JsonNode other) {
    return text(one)
        .flatMap(start -> text(other).flatMap(end -> joined(List.of(start, end), "")))
        .<JsonNode>map(TextNode::valueOf)
        .orElse(MissingNode.getInstance());
  }

  /** One text of several; empty when it would be too long, before there is such a text. */
  static Optional<String> joined(List<String> texts, String between) {
    long length = (long) between.length() * Math.max(0, texts.size() - 1);
    for (String text : texts) {
      length += text.length();
    }
    return length <= MAX_CHARACTERS ? Optional.of(String.join(between, texts)) : Optional.empty();
  }

  static JsonNode bounded(String text) {
    return text.length() <= MAX_CHARACTERS ? TextNode.valueOf(text) : MissingNode.getInstance();
  }
}
