package dev.sluice.authoring.importing;

import java.util.List;

/**
 * What another tool's file comes to.
 *
 * @param template with {@code {{input}}} where an item's input goes
 * @param stop strings that end an answer
 * @param losses what the file says and this does not
 */
record Draft(
    String description,
    String template,
    List<String> stop,
    Marking marking,
    List<DraftItem> items,
    List<Loss> losses) {

  Draft {
    stop = List.copyOf(stop);
    items = List.copyOf(items);
    losses = List.copyOf(losses);
  }
}
