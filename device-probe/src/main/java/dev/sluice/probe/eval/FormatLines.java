package dev.sluice.probe.eval;

import dev.sluice.probe.run.DemandResult;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RepeatSummary;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import java.util.ArrayList;
import java.util.List;
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
      engineAtFault(suite).ifPresent(lines::add);
      unasked(suite).ifPresent(reason -> lines.add(suite.suiteId() + ": " + reason));
      suite.repeats().ifPresent(repeats -> lines.add(repeats(suite, repeats)));
      suite.demands().forEach(demand -> lines.add(demand(suite, demand)));
      gates(suite).ifPresent(lines::add);
    }
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  /** Lines about what falls short, for whoever is not shown the table. */
  static List<String> shortfalls(RunResult result) {
    List<String> lines = new ArrayList<>();
    for (SuiteResult suite : result.suites()) {
      suite.shortfalls().forEach(demand -> lines.add(demand(suite, demand)));
      if (!suite.shortfalls().isEmpty()) {
        unasked(suite).ifPresent(reason -> lines.add(suite.suiteId() + ": " + reason));
      }
    }
    return lines;
  }

  private static Optional<String> engineAtFault(SuiteResult suite) {
    return suite.items().stream()
        .filter(item -> item.outcome() == ItemOutcome.HARNESS_INVALID)
        .findFirst()
        .map(
            item ->
                "%s has no score, first fault at %s: %s"
                    .formatted(suite.suiteId(), item.id(), item.explanation()));
  }

  /** One reason mostly holds for all of them, and says what to do. */
  static Optional<String> unasked(SuiteResult suite) {
    return suite.unasked().stream()
        .findFirst()
        .map(
            item ->
                "%d of %d items were not asked, first %s: %s"
                    .formatted(
                        suite.unasked().size(),
                        suite.items().size(),
                        item.id(),
                        item.explanation()));
  }

  private static Optional<String> gates(SuiteResult suite) {
    List<ItemResult> violations = suite.gateViolations();
    return violations.stream()
        .findFirst()
        .map(
            item ->
                "%s: %d of the answers break a gate, first that to %s: %s"
                    .formatted(suite.suiteId(), violations.size(), item.id(), item.explanation()));
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
            Percentage.of(one.anyOf()),
            last.k(),
            Percentage.of(last.anyOf()),
            last.k(),
            Percentage.of(last.allOf()));
  }

  private static String demand(SuiteResult suite, DemandResult demand) {
    String verdict = demand.met() ? "is good enough" : "FALLS SHORT";
    return "%s %s: %s"
        .formatted(suite.suiteId(), suite.leftOpen() ? "is left open" : verdict, demand.words());
  }
}
