package dev.sluice.probe.run;

import dev.sluice.suites.SemanticVersion;
import dev.sluice.suites.SuiteDigest;
import dev.sluice.suites.harness.HarnessVerdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What came of one suite.
 *
 * @param items one result per item asked, in the suite's order
 * @param controls one result per control, in the suite's order; they never count in a score
 * @param harness whether a score may be made of the items
 */
public record SuiteResult(
    String suiteId,
    SemanticVersion version,
    SuiteDigest digest,
    List<ItemResult> items,
    List<ItemResult> controls,
    HarnessVerdict harness) {

  public SuiteResult {
    Objects.requireNonNull(suiteId, "suiteId");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(digest, "digest");
    items = List.copyOf(items);
    controls = List.copyOf(controls);
    Objects.requireNonNull(harness, "harness");
  }

  /** Items that count in the pass rate. */
  public int scored() {
    return (int) items.stream().filter(item -> item.outcome().scored()).count();
  }

  public int passed() {
    return (int) items.stream().filter(ItemResult::passed).count();
  }

  /** Share of the scored items that passed; absent when the run says nothing about the model. */
  public OptionalDouble passRate() {
    return harness.valid() ? PassRate.of(passed(), scored()) : OptionalDouble.empty();
  }

  /**
   * Mean score of the answers that have one; absent when none has, and when the run says nothing
   * about the model. Answers of the wrong form are in the pass rate and the outcomes, not here.
   */
  public OptionalDouble meanScore() {
    return harness.valid()
        ? items.stream().flatMapToDouble(item -> item.score().stream()).average()
        : OptionalDouble.empty();
  }

  /** How many items came to each outcome; every outcome is a key. */
  public Map<ItemOutcome, Integer> outcomes() {
    Map<ItemOutcome, Integer> counts = new EnumMap<>(ItemOutcome.class);
    for (ItemOutcome outcome : ItemOutcome.values()) {
      counts.put(outcome, 0);
    }
    items.forEach(item -> counts.merge(item.outcome(), 1, Integer::sum));
    return counts;
  }
}
