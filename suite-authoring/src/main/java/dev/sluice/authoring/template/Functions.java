package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The methods and filters that are taken, and no others: Java's own are out of reach. */
final class Functions {
  private static final Map<String, Function> METHODS =
      named(
          ofText("lower", Wording::lower),
          ofText("upper", Wording::upper),
          ofText("title", Wording::title),
          ofText("capitalize", Wording::capitalised),
          stripping("strip", true, true),
          stripping("lstrip", true, false),
          stripping("rstrip", false, true),
          new Function("replace", 2, 2, Functions::replaced),
          new Function("split", 1, 1, Functions::split),
          new Function("index", 1, 1, (of, given) -> Values.position(of, given.get(0))));
  private static final Map<String, Function> FILTERS =
      named(
          ofText("lower", Wording::lower),
          ofText("upper", Wording::upper),
          ofText("capitalize", Wording::capitalised),
          stripping("trim", true, true),
          new Function("replace", 2, 2, Functions::replaced),
          new Function("first", 0, 0, (of, given) -> Values.element(of, LongNode.valueOf(0))),
          new Function("last", 0, 0, (of, given) -> Values.element(of, LongNode.valueOf(-1))),
          new Function("length", 0, 0, (of, given) -> Values.length(of)),
          new Function("join", 0, 1, Functions::join));

  private Functions() {}

  static Function method(String name) throws TemplateException {
    return known(METHODS, name, "." + name + "()");
  }

  static Function filter(String name) throws TemplateException {
    return known(FILTERS, name, "|" + name);
  }

  private static Function known(Map<String, Function> functions, String name, String written)
      throws TemplateException {
    Function function = functions.get(name);
    if (function == null) {
      throw new TemplateException("'" + written + "' is not taken");
    }
    return function;
  }

  private static Map<String, Function> named(Function... functions) {
    Map<String, Function> named = new HashMap<>();
    for (Function function : functions) {
      named.put(function.name(), function);
    }
    return Map.copyOf(named);
  }

  private static Function ofText(String name, UnaryOperator<String> wording) {
    return new Function(
        name,
        0,
        0,
        (of, given) ->
            of.isTextual()
                ? Values.bounded(wording.apply(of.textValue()))
                : MissingNode.getInstance());
  }

  private static Function stripping(String name, boolean start, boolean end) {
    return new Function(
        name,
        0,
        1,
        (of, given) ->
            of.isTextual() && given.stream().allMatch(JsonNode::isTextual)
                ? TextNode.valueOf(
                    Wording.stripped(
                        of.textValue(),
                        given.stream().map(JsonNode::textValue).findFirst(),
                        start,
                        end))
                : MissingNode.getInstance());
  }

  /** Not done at all when the result would be too long: a text in place of each of its letters. */
  private static JsonNode replaced(JsonNode of, List<JsonNode> given) {
    List<JsonNode> parts = new ArrayList<>();
    split(of, given).forEach(parts::add);
    return parts.isEmpty() ? MissingNode.getInstance() : join(parts, given.get(1));
  }

  /** The parts between a text that is not empty. */
  private static JsonNode split(JsonNode of, List<JsonNode> given) {
    String between = given.get(0).isTextual() ? given.get(0).textValue() : "";
    if (!of.isTextual() || between.isEmpty()) {
      return MissingNode.getInstance();
    }
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    Wording.parts(of.textValue(), between).forEach(parts::add);
    return parts;
  }

  private static JsonNode join(JsonNode of, List<JsonNode> given) {
    List<JsonNode> parts = new ArrayList<>();
    of.forEach(parts::add);
    return of.isArray()
        ? join(parts, given.isEmpty() ? TextNode.valueOf("") : given.get(0))
        : MissingNode.getInstance();
  }

  private static JsonNode join(List<JsonNode> parts, JsonNode between) {
    List<Optional<String>> texts = parts.stream().map(Values::text).toList();
    return between.isTextual() && texts.stream().allMatch(Optional::isPresent)
        ? Values.joined(texts.stream().flatMap(Optional::stream).toList(), between.textValue())
            .<JsonNode>map(TextNode::valueOf)
            .orElse(MissingNode.getInstance())
        : MissingNode.getInstance();
  }
}
