package dev.sluice.jobs.operators;

import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What became of the reports since the tallies last left an operator. */
final class HeldTallies {
  private final Map<Long, Map<Disposition, Long>> countsByDay = new HashMap<>();

  void add(long day, Disposition disposition) {
    add(day, disposition, 1);
  }

  /** Adds to a count, or takes from it. */
  void add(long day, Disposition disposition, long reports) {
    countsByDay
        .computeIfAbsent(day, any -> new EnumMap<>(Disposition.class))
        .merge(disposition, reports, Long::sum);
  }

  void drain(Consumer<TallyCount> consumer) {
    countsByDay.forEach(
        (day, counts) ->
            counts.forEach(
                (disposition, reports) ->
                    consumer.accept(new TallyCount(day, disposition, "", reports))));
    countsByDay.clear();
  }
}
