package dev.sluice.jobs.operators;

import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What became of the reports since the tallies last left an operator. */
final class HeldTallies {
  private static final Disposition[] DISPOSITIONS = Disposition.values();

  private final Map<Long, long[]> countsByDay = new HashMap<>();

  void add(long day, Disposition disposition) {
    countsByDay.computeIfAbsent(day, any -> new long[DISPOSITIONS.length])[disposition.ordinal()]++;
  }

  void drain(Consumer<TallyCount> consumer) {
    countsByDay.forEach((day, counts) -> emit(day, counts, consumer));
    countsByDay.clear();
  }

  private static void emit(long day, long[] counts, Consumer<TallyCount> consumer) {
    for (Disposition disposition : DISPOSITIONS) {
      long reports = counts[disposition.ordinal()];
      if (reports > 0) {
        consumer.accept(new TallyCount(day, disposition, "", reports));
      }
    }
  }
}
