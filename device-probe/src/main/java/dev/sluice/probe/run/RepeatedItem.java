package dev.sluice.probe.run;

import dev.sluice.suites.Repeats;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Makes one result of the answers to one item: it counts once, by the suite's rule. */
final class RepeatedItem {
  private RepeatedItem() {}

  /**
   * The result of the item.
   *
   * @param attempts one for each repeat, in order
   */
  static ItemResult of(String id, Repeats rule, List<ItemResult> attempts) {
    long passed = attempts.stream().filter(ItemResult::passed).count();
    ItemResult shown = telling(rule, attempts, passed);
    return new ItemResult(
        id,
        shown.outcome(),
        shown.answer(),
        meanScore(attempts),
        shown.passed() ? "" : explanation(rule, attempts, passed, shown),
        shown.timings(),
        shown.breaksGate(),
        attempts);
  }

  /** The attempt that stands for all: its outcome is the item's. */
  private static ItemResult telling(Repeats rule, List<ItemResult> attempts, long passed) {
    long notAsked = attempts.stream().filter(attempt -> !attempt.outcome().scored()).count();
    return first(attempts, attempt -> attempt.outcome() == ItemOutcome.HARNESS_INVALID)
        .or(() -> passed >= rule.atLeast() ? first(attempts, ItemResult::passed) : Optional.empty())
        .or(
            () ->
                passed + notAsked >= rule.atLeast()
                    ? first(attempts, attempt -> !attempt.outcome().scored())
                    : Optional.empty())
        .or(() -> first(attempts, attempt -> attempt.outcome().scored() && !attempt.passed()))
        .orElseThrow();
  }

  private static Optional<ItemResult> first(
      List<ItemResult> attempts, Predicate<ItemResult> condition) {
    return attempts.stream().filter(condition).findFirst();
  }

  private static OptionalDouble meanScore(List<ItemResult> attempts) {
    return attempts.stream().flatMapToDouble(attempt -> attempt.score().stream()).average();
  }

  private static String explanation(
      Repeats rule, List<ItemResult> attempts, long passed, ItemResult shown) {
    return "%d of %d answers passed, %d have to; %s"
        .formatted(passed, attempts.size(), rule.atLeast(), shown.explanation());
  }
}
