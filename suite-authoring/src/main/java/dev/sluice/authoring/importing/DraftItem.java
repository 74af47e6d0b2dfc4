package dev.sluice.authoring.importing;

import java.util.List;

/**
 * An item to be.
 *
 * @param expected at least one text; more only for a grader that takes several
 */
record DraftItem(String id, String input, List<String> expected) {

  DraftItem {
    expected = List.copyOf(expected);
  }

  /** As a suite holds it. */
  String expectedText() {
    return String.join("\n", expected);
  }
}
