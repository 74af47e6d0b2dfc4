package dev.sluice.jobs.operators;

import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What became of reports, as metrics of an operator: {@code reportsCounted}, {@code reportsLate}
 * and so on. They begin at 0 with each start of a task, and count again what a restart repeats: to
 * be watched, where the tallies are to be believed.
 */
final class OutcomeCounters {
  private final Map<Disposition, Counter> counters = new EnumMap<>(Disposition.class);

  /** Counters of the outcomes that an operator can have. */
  OutcomeCounters(MetricGroup metrics, Collection<Disposition> outcomes) {
    for (Disposition outcome : outcomes) {
      String word = outcome.name().toLowerCase(Locale.ROOT);
      String name = "reports" + Character.toUpperCase(word.charAt(0)) + word.substring(1);
      counters.put(outcome, metrics.counter(name));
    }
  }

  /** Adds what has been tallied; a report that was taken out again counts no more. */
  void add(TallyCount count) {
    Counter counter = counters.get(count.disposition());
    if (counter == null) {
      throw new IllegalStateException("no counter of " + count.disposition());
    }
    counter.inc(count.reports());
  }
}
