package dev.sluice.authoring.importing;

import java.util.List;

/**
 * What another tool's file comes to.
 *
 * @param template with {@code {{input}}} where an item's input goes
 * @param losses what the file says and this does not
 */
record Draft(
    String description,
    String template,
    Marking marking,
    List<DraftItem> items,
    List<Loss> losses) {

  Draft {
    items = List.copyOf(items);
    losses = List.copyOf(losses);
  }
}
