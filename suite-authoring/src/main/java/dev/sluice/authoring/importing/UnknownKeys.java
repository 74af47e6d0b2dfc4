package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Keys of another tool's file that are not read, so that nobody believes they were. */
final class UnknownKeys {

  private UnknownKeys() {}

  static void note(String where, JsonNode node, Set<String> known, List<Loss> losses) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                losses.add(new Loss(where, "'" + name + "' is not taken over"));
              }
            });
  }
}
