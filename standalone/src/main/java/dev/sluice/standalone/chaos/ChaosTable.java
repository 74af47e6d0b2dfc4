package dev.sluice.standalone.chaos;

import dev.sluice.standalone.chaos.oracle.Comparison;
import dev.sluice.standalone.chaos.oracle.TopicCount;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A run's result for people. */
final class ChaosTable {
  private static final int SHOWN_DIFFERENCES = 5;

  private ChaosTable() {}

  static void print(ChaosResult result, PrintWriter out) {
    faults(result, out);
    multiset(result, out);
    gaps(result, out);
    verdict(result, out);
    out.flush();
  }

  private static void faults(ChaosResult result, PrintWriter out) {
    out.printf("Faults, seed %d%n%n", result.settings().seed());
    out.printf("%8s  %-22s  %7s  %s%n", "at", "fault", "gap", "what");
    for (FaultRecord each : result.faults()) {
      out.printf(
          "%7.1fs  %-22s  %7s  %s%n",
          each.beganMillis() / 1000.0,
          each.fault().kind(),
          each.skipped() ? "-" : seconds(each.gapMillis()),
          (each.skipped() ? "skipped: " : "")
              + each.said()
              + each.problem().map(why -> "; FAILED: " + why).orElse(""));
    }
    if (!result.notReached().isEmpty()) {
      out.printf("%nno time for: %s%n", labels(result.notReached()));
    }
  }

  private static void multiset(ChaosResult result, PrintWriter out) {
    TopicCount topic = result.topic();
    ChaosResult.SentCount sent = result.sent();
    out.printf("%nReports%n%n");
    line(out, sent.bodies(), "sent, in %d requests".formatted(sent.requests()));
    line(out, sent.acknowledged(), "distinct countable ones acknowledged");
    line(out, topic.lost(), "acknowledged and lost");
    line(
        out,
        sent.unanswered(),
        "without an answer, of which the topic has %d".formatted(topic.unansweredStored()));
    line(
        out,
        topic.records(),
        "records in the topic: %d countable, %d copies, %d late, %d conflicting, %d invalid"
            .formatted(
                topic.countable(),
                topic.duplicates(),
                topic.late(),
                topic.conflicting(),
                topic.invalid()));
    line(out, topic.unknown(), "of them that nobody sent");
    line(
        out,
        result.tallies().values().stream().mapToLong(Long::longValue).sum(),
        "tallied by the job: " + result.tallies());
    for (Comparison each : result.comparisons()) {
      line(
          out,
          each.reports(),
          "in %d cells of %s: %s"
              .formatted(
                  each.cells(),
                  each.place(),
                  each.equal()
                      ? "every count, sum and sum of squares is exact"
                      : each.differences().size() + " cells differ"));
      each.differences().stream()
          .limit(SHOWN_DIFFERENCES)
          .forEach(difference -> out.println("            " + difference));
    }
  }

  private static void line(PrintWriter out, long number, String what) {
    out.printf("%10d  %s%n", number, what);
  }

  private static void gaps(ChaosResult result, PrintWriter out) {
    out.printf("%nLongest time without committed results, by kind of fault%n%n");
    for (Map.Entry<FaultKind, Long> each : result.longestGaps().entrySet()) {
      OptionalInt largest = each.getKey().largestGapSeconds();
      out.printf(
          "%-22s  %7s  %s%n",
          each.getKey(),
          seconds(each.getValue()),
          largest.isPresent() ? "at most " + largest.getAsInt() + " s" : "");
    }
  }

  private static void verdict(ChaosResult result, PrintWriter out) {
    List<String> problems = result.problems();
    out.println();
    if (problems.isEmpty()) {
      out.println("PASSED: every acknowledged report is counted exactly once, and none twice");
      if (!result.untried().isEmpty()) {
        out.printf("This says nothing of: %s%n", labels(result.untried()));
      }
      return;
    }
    out.println("FAILED");
    problems.forEach(problem -> out.println("  " + problem));
  }

  private static String labels(List<FaultKind> kinds) {
    return String.join(", ", kinds.stream().map(FaultKind::label).toList());
  }

  private static String seconds(long millis) {
    return "%.1f s".formatted(millis / 1000.0);
  }
}
