package dev.sluice.probe.run;

import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.run.DemandResult.Kind;
import dev.sluice.suites.Demands;
import dev.sluice.suites.Item;
import dev.sluice.suites.LatencyBound;
import dev.sluice.suites.Suite;
import dev.sluice.suites.TagFloor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds results against what the suite's author demands of them. */
final class DemandCheck {
  private DemandCheck() {}

  /** One result a demand; none when the scores mean nothing or the suite was not asked. */
  static List<DemandResult> of(Suite suite, SuiteResult result) {
    if (!result.harness().valid() || result.items().stream().allMatch(DemandCheck::setAside)) {
      return List.of();
    }
    Demands demands = suite.demands();
    int unasked = result.notAsked();
    List<DemandResult> results = new ArrayList<>();
    demands
        .threshold()
        .ifPresent(
            rate ->
                results.add(
                    new DemandResult(
                        Kind.THRESHOLD, "pass rate", rate, result.passRate(), unasked)));
    demands.floors().forEach(floor -> results.add(floor(suite, floor, result)));
    demands.latency().forEach(bound -> results.add(latency(bound, result)));
    if (!suite.gates().isEmpty()) {
      results.add(gates(demands.gateShare(), result));
    }
    return results;
  }

  private static boolean setAside(ItemResult item) {
    return item.outcome().setAside();
  }

  private static DemandResult floor(Suite suite, TagFloor floor, SuiteResult result) {
    Set<String> tagged =
        suite.items().stream()
            .filter(item -> item.tags().contains(floor.tag()))
            .map(Item::id)
            .collect(Collectors.toSet());
    List<ItemResult> scored =
        result.items().stream()
            .filter(item -> tagged.contains(item.id()) && item.outcome().scored())
            .toList();
    return new DemandResult(
        Kind.TAG_FLOOR,
        "pass rate of items tagged " + floor.tag(),
        floor.passRate(),
        PassRate.of((int) scored.stream().filter(ItemResult::passed).count(), scored.size()),
        result.notAsked());
  }

  /** Over the answers; one that did not come in time at all is too slow as well. */
  private static DemandResult latency(LatencyBound bound, SuiteResult result) {
    List<ItemResult> timed =
        result.items().stream()
            .flatMap(item -> item.answers().stream())
            .filter(
                answer -> answer.timings().isPresent() || answer.outcome() == ItemOutcome.TIMEOUT)
            .toList();
    int kept =
        (int)
            timed.stream().flatMap(a -> a.timings().stream()).filter(t -> keeps(bound, t)).count();
    OptionalDouble share = PassRate.of(kept, timed.size());
    return new DemandResult(
        Kind.LATENCY, "share of answers" + words(bound), bound.share(), share, result.notAsked());
  }

  /** Over the answers: what never came breaks no gate, and is in the pass rate. */
  private static DemandResult gates(double demanded, SuiteResult result) {
    int given =
        (int)
            result.items().stream()
                .flatMap(item -> item.answers().stream())
                .filter(answer -> answer.answer().isPresent())
                .count();
    int kept = given - result.gateViolations().size();
    return new DemandResult(
        Kind.GATES,
        "share of answers that keep to the gates",
        demanded,
        PassRate.of(kept, given),
        result.notAsked());
  }

  private static boolean keeps(LatencyBound bound, GenerationTimings timings) {
    return bound.keptBy(timings.timeToFirstToken(), timings.total());
  }

  private static String words(LatencyBound bound) {
    return words(" with the first token within ", bound.firstToken())
        + words(
            bound.firstToken().isPresent() ? " and whole within " : " whole within ",
            bound.total());
  }

  private static String words(String before, Optional<Duration> limit) {
    return limit.map(time -> before + time.toMillis() + " ms").orElse("");
  }
}
