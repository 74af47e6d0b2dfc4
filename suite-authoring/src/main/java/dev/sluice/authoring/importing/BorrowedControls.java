package dev.sluice.authoring.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Controls for a file that has none: the first item, and the first one that expects something else.
 * They stop being items, because a control never counts in a score.
 */
record BorrowedControls(DraftItem one, DraftItem other, List<DraftItem> items, boolean mustFail) {

  private static final String WRONG_ANSWER = "control-wrong-answer";

  /** Ids that no item may have. */
  static final Set<String> OWN_IDS = Set.of(WRONG_ANSWER);

  static BorrowedControls from(List<DraftItem> items, Marking marking) throws ImportException {
    if (items.isEmpty()) {
      throw new ImportException("nothing of the file can be asked and marked by a suite");
    }
    DraftItem one = items.get(0);
    DraftItem other =
        items.stream()
            .filter(item -> !item.expectedText().equals(one.expectedText()))
            .findFirst()
            .orElseThrow(
                () -> new ImportException("all items expect the same, so no control can be told"));
    List<DraftItem> rest = new ArrayList<>(items);
    rest.remove(one);
    rest.remove(other);
    if (rest.isEmpty()) {
      throw new ImportException("two items become controls, and no third is left to score");
    }
    return new BorrowedControls(one, other, rest, marking.expectsAnswers());
  }

  Loss assumption() {
    return new Loss(
        "controls",
        "%s and %s became controls: replace them by questions that every working model answers"
            .formatted(one.id(), other.id()));
  }

  List<Map<String, Object>> yaml() {
    List<Map<String, Object>> controls = new ArrayList<>();
    controls.add(control(one.id(), "must-pass", one, one.expectedText()));
    controls.add(control(other.id(), "must-pass", other, other.expectedText()));
    if (mustFail) {
      controls.add(control(WRONG_ANSWER, "must-fail", one, wrongAnswer()));
    }
    return controls;
  }

  /** That of the other; among choices, one of its own that is not right. */
  private String wrongAnswer() {
    return one.choices().stream()
        .filter(choice -> !choice.equals(one.expectedText()))
        .findFirst()
        .orElse(other.expectedText());
  }

  private static Map<String, Object> control(
      String id, String kind, DraftItem asked, String expecting) {
    Map<String, Object> control = new LinkedHashMap<>();
    control.put("id", id);
    control.put("kind", kind);
    control.putAll(asked.yaml(expecting));
    return control;
  }
}
