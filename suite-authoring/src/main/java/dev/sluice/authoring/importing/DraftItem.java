package dev.sluice.authoring.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An item to be.
 *
 * @param expected at least one text; more only for a grader that takes several
 * @param choices the only possible answers; empty when the answer is free
 */
record DraftItem(String id, String input, List<String> expected, List<String> choices) {

  DraftItem {
    expected = List.copyOf(expected);
    choices = List.copyOf(choices);
  }

  /** A question with a free answer. */
  DraftItem(String id, String input, List<String> expected) {
    this(id, input, expected, List.of());
  }

  /** As a suite holds it. */
  String expectedText() {
    return String.join("\n", expected);
  }

  /** What an item and a control have in common, as a suite file has it. */
  Map<String, Object> yaml(String expecting) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("input", input);
    yaml.put("expected", expecting);
    if (!choices.isEmpty()) {
      // A list of its own: the same one twice would be written as an alias, which suites refuse.
      yaml.put("choices", new ArrayList<>(choices));
    }
    return yaml;
  }
}
