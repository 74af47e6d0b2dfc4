package dev.sluice.probe.eval;

import dev.sluice.probe.run.DemandResult;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RepeatSummary;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What only some suites have, as text: repeats, demands, and why one was not asked. */
final class FormatLines {
  private FormatLines() {}

  /** Lines under the table; none when no suite has any of it. */
  static List<String> of(RunResult result) {
    List<String> lines = new ArrayList<>();
    for (SuiteResult suite : result.suites()) {
      suite.notEligible().ifPresent(r -> lines.add(suite.suiteId() + " was not asked: " + r));
      suite.leftOut().ifPresent(r -> lines.add(suite.suiteId() + " was not asked whole: " + r));
      refusal(suite).ifPresent(lines::add);
      suite.repeats().ifPresent(repeats -> lines.add(repeats(suite, repeats)));
      suite.demands().forEach(demand -> lines.add(demand(suite, demand)));
    }
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  /** A refusal mostly meets every item of a suite, and its reason says what to do. */
  private static Optional<String> refusal(SuiteResult suite) {
    List<ItemResult> refused =
        suite.items().stream().filter(item -> item.outcome() == ItemOutcome.REFUSED).toList();
    return refused.stream()
        .findFirst()
        .map(
            item ->
                "%s: the engine refused %d of %d items, first %s: %s"
                    .formatted(
                        suite.suiteId(),
                        refused.size(),
                        suite.items().size(),
                        item.id(),
                        item.explanation()));
  }

  private static String repeats(SuiteResult suite, RepeatSummary repeats) {
    RepeatSummary.Point one = repeats.curve().get(0);
    RepeatSummary.Point last = repeats.curve().get(repeats.curve().size() - 1);
    return ("%s asked %d times at temperature %s, %d must pass:"
            + " one answer passes %s, one of %d %s, all %d %s")
        .formatted(
            suite.suiteId(),
            repeats.rule().count(),
            repeats.rule().temperature(),
            repeats.rule().atLeast(),
            percent(one.anyOf()),
            last.k(),
            percent(last.anyOf()),
            last.k(),
            percent(last.allOf()));
  }

  private static String demand(SuiteResult suite, DemandResult demand) {
    String reached =
        demand.reached().isPresent()
            ? percent(demand.reached().getAsDouble())
            : "unknown, nothing was measured";
    return "%s %s: %s must be %s, is %s"
        .formatted(
            suite.suiteId(),
            demand.met() ? "is good enough" : "FALLS SHORT",
            demand.what(),
            percent(demand.demanded()),
            reached);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
