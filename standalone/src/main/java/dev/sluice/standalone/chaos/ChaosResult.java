package dev.sluice.standalone.chaos;

import dev.sluice.standalone.chaos.oracle.Comparison;
import dev.sluice.standalone.chaos.oracle.TopicCount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param settings what it was asked for
 * @param faults every fault, in order
 * @param sent what the senders remember
 * @param topic what the reports topic holds
 * @param tallies the job's own count, by disposition
 * @param comparisons expected sums against published ones
 */
record ChaosResult(
    ChaosSettings settings,
    List<FaultRecord> faults,
    SentCount sent,
    TopicCount topic,
    Map<String, Long> tallies,
    List<Comparison> comparisons) {

  /**
   * What the senders remember.
   *
   * @param requests requests to the gateway
   * @param bodies bodies in them and past them, repeated ones as often as they were sent
   * @param acknowledged distinct countable reports that were acknowledged
   * @param unanswered distinct countable reports without an answer
   * @param refused distinct countable reports that were refused: there must be none
   * @param hostileAcknowledged hostile bodies that were acknowledged: there must be none
   */
  record SentCount(
      long requests,
      long bodies,
      long acknowledged,
      long unanswered,
      long refused,
      long hostileAcknowledged) {}

  /** The longest time without results of every kind of fault that was injected. */
  Map<FaultKind, Long> longestGaps() {
    Map<FaultKind, Long> longest = new EnumMap<>(FaultKind.class);
    faults.stream()
        .filter(each -> !each.skipped())
        .forEach(each -> longest.merge(each.fault().kind(), each.gapMillis(), Math::max));
    return longest;
  }

  /** Kinds that there was no time for. */
  List<FaultKind> notReached() {
    List<FaultKind> planned = faults.stream().map(each -> each.fault().kind()).toList();
    return settings.kinds().stream()
        .filter(kind -> !planned.contains(kind))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Kinds that were asked for and not tried: for lack of time, or because it cannot be done here.
   */
  List<FaultKind> untried() {
    Map<FaultKind, Long> tried = longestGaps();
    return settings.kinds().stream().filter(kind -> !tried.containsKey(kind)).toList();
  }

  /** Everything that is not as it should be; empty if the run has passed. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    faults.forEach(
        each -> {
          each.problem().ifPresent(why -> problems.add(each.fault().kind() + ": " + why));
          if (each.tooLong()) {
            problems.add(
                "%s: no results for %.1f s"
                    .formatted(each.fault().kind(), each.gapMillis() / 1000.0));
          }
        });
    expectZero(problems, topic.lost(), "acknowledged reports are lost");
    expectZero(problems, topic.unknown(), "records in the topic were never sent");
    expectZero(problems, sent.refused(), "good reports were refused");
    expectZero(problems, sent.hostileAcknowledged(), "hostile bodies were acknowledged");
    comparisons.stream()
        .filter(each -> !each.equal())
        .forEach(
            each ->
                problems.add(
                    "%d of %d cells differ in %s"
                        .formatted(each.differences().size(), each.cells(), each.place())));
    compareTallies(problems);
    if (settings.requireAll()) {
      untried().forEach(kind -> problems.add(kind + ": not tried"));
    }
    return problems;
  }

  private void compareTallies(List<String> problems) {
    Map<String, Long> expected =
        Map.of(
            "COUNTED", topic.countable(),
            "LATE", topic.late(),
            "INVALID", topic.invalid());
    expected.forEach(
        (disposition, reports) -> {
          long found = tallies.getOrDefault(disposition, 0L);
          if (found != reports) {
            problems.add(
                "tallies have %d %s where %d are due".formatted(found, disposition, reports));
          }
        });
    long all = tallies.values().stream().mapToLong(Long::longValue).sum();
    if (all != topic.records()) {
      problems.add("tallies have %d reports, the topic %d".formatted(all, topic.records()));
    }
  }

  private static void expectZero(List<String> problems, long number, String what) {
    if (number != 0) {
      problems.add(number + " " + what);
    }
  }

  boolean passed() {
    return problems().isEmpty();
  }
}
