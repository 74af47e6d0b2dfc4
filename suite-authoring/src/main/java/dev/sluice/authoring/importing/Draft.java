package dev.sluice.authoring.importing;

import java.util.List;
import java.util.Map;

/**
 * What another tool's file comes to.
 *
 * @param asking how a question is put
 * @param more keys of the suite file besides, such as {@code repeats}
 * @param losses what the file says and this does not
 */
record Draft(
    String description,
    Asking asking,
    Marking marking,
    Map<String, Object> more,
    List<DraftItem> items,
    List<Loss> losses) {

  Draft {
    more = Map.copyOf(more);
    items = List.copyOf(items);
    losses = List.copyOf(losses);
  }
}
