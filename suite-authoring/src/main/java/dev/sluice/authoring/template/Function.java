package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A method or filter that is taken.
 *
 * @param fewest arguments that it wants
 * @param most arguments that it takes
 * @param body its value for what it is called on and its arguments, none of them missing
 */
record Function(
    String name, int fewest, int most, BiFunction<JsonNode, List<JsonNode>, JsonNode> body) {}
