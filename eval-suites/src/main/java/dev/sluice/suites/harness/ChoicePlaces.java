package dev.sluice.suites.harness;

import dev.sluice.suites.Item;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Where among its choices an item's answer stands. A harness that compares choices wrongly mostly
 * takes the first or the last of all.
 */
final class ChoicePlaces {
  private ChoicePlaces() {}

  /** Whether all answers stand at one place that is right for fewer than half of the items. */
  static boolean allAlikeThoughMostlyWrong(List<Item> answered, Map<String, String> outputs) {
    ToIntFunction<Item> chosen =
        item -> item.choices().indexOf(outputs.getOrDefault(item.id(), ""));
    int first = chosen.applyAsInt(answered.get(0));
    return first >= 0
        && answered.stream().allMatch(item -> chosen.applyAsInt(item) == first)
        && 2 * commonestRightPlace(answered) < answered.size();
  }

  private static long commonestRightPlace(List<Item> items) {
    Map<Integer, Long> places =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    item -> item.choices().indexOf(item.expected()), Collectors.counting()));
    return Collections.max(places.values());
  }
}
