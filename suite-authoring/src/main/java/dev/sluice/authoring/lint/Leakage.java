package dev.sluice.authoring.lint;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Items whose answer the model is shown: among the examples in the template, or asked as a control
 * as well. Inputs of fewer than eight characters occur by chance and are not looked for.
 */
final class Leakage {

  private static final int TELLING_CHARS = 8;

  private Leakage() {}

  static List<Finding> check(Suite suite) {
    String template = SameText.of(suite.generation().template().text());
    Set<String> controls =
        suite.controls().stream()
            .map(ControlItem::input)
            .map(SameText::of)
            .collect(Collectors.toSet());
    List<Finding> findings = new ArrayList<>();
    for (Item item : suite.items()) {
      String input = SameText.of(item.input());
      if (input.length() >= TELLING_CHARS && template.contains(input)) {
        findings.add(Finding.error("leakage", item.id(), "its input stands in the template"));
      }
      if (controls.contains(input)) {
        findings.add(Finding.warning("leakage", item.id(), "is asked as a control as well"));
      }
    }
    return findings;
  }
}
