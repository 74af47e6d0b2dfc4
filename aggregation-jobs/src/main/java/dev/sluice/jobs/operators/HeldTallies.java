package dev.sluice.jobs.operators;

import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What became of the reports since the tallies last left an operator. */
final class HeldTallies {
  private final Map<Long, Map<Disposition, TallyCount>> countsByDay = new HashMap<>();

  void add(long day, Disposition disposition) {
    add(TallyCount.of(day, disposition, "", 1));
  }

  /** A report that counted does so no more. */
  void withdraw(long day) {
    add(new TallyCount(day, Disposition.COUNTED, "", -1, 1));
  }

  /** The day has passed: there is a tally of it, though it may say that nothing came. */
  void open(long day) {
    add(TallyCount.of(day, Disposition.COUNTED, "", 0));
  }

  void drain(Consumer<TallyCount> consumer) {
    countsByDay.values().forEach(counts -> counts.values().forEach(consumer));
    countsByDay.clear();
  }

  private void add(TallyCount count) {
    countsByDay
        .computeIfAbsent(count.day(), any -> new EnumMap<>(Disposition.class))
        .merge(count.disposition(), count, TallyCount::plus);
  }
}
