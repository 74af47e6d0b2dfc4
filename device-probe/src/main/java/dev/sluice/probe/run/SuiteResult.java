package dev.sluice.probe.run;

import dev.sluice.suites.SemanticVersion;
import dev.sluice.suites.Suite;
import dev.sluice.suites.SuiteDigest;
import dev.sluice.suites.harness.HarnessVerdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of one suite.
 *
 * @param items one result per item asked, in the suite's order
 * @param controls one result per control, in the suite's order; they never count in a score
 * @param harness whether a score may be made of the items
 * @param repeats how reliably the model answers, where the suite asks repeatedly
 * @param demands what the suite's author demands, and what was reached; empty when nothing is, and
 *     when there is no score
 */
public record SuiteResult(
    String suiteId,
    SemanticVersion version,
    SuiteDigest digest,
    List<ItemResult> items,
    List<ItemResult> controls,
    HarnessVerdict harness,
    Optional<RepeatSummary> repeats,
    List<DemandResult> demands) {

  public SuiteResult {
    Objects.requireNonNull(suiteId, "suiteId");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(digest, "digest");
    items = List.copyOf(items);
    controls = List.copyOf(controls);
    Objects.requireNonNull(harness, "harness");
    Objects.requireNonNull(repeats, "repeats");
    demands = List.copyOf(demands);
  }

  /** Without what the suite's author would say to it. */
  public SuiteResult(
      String suiteId,
      SemanticVersion version,
      SuiteDigest digest,
      List<ItemResult> items,
      List<ItemResult> controls,
      HarnessVerdict harness) {
    this(suiteId, version, digest, items, controls, harness, Optional.empty(), List.of());
  }

  /** The same, held against the demands and the rule of its suite. */
  SuiteResult judgedBy(Suite suite) {
    Optional<RepeatSummary> summary =
        harness.valid()
            ? suite.repeats().flatMap(rule -> RepeatSummary.of(rule, items))
            : Optional.empty();
    List<DemandResult> results = DemandCheck.of(suite, this);
    return new SuiteResult(suiteId, version, digest, items, controls, harness, summary, results);
  }

  /** Whether the run was looked at at all; what was not asked is neither sound nor broken. */
  public boolean judged() {
    return !(harness instanceof HarnessVerdict.NotJudged);
  }

  /** Why the engine cannot run this suite, in one line; empty when it was asked. */
  public Optional<String> notEligible() {
    return items.stream()
        .filter(item -> item.outcome() == ItemOutcome.NOT_ELIGIBLE)
        .map(ItemResult::explanation)
        .findFirst();
  }

  /** Why the run's policy left items out, in one line; empty when it left out none. */
  public Optional<String> leftOut() {
    return items.stream()
        .filter(item -> item.outcome() == ItemOutcome.SKIPPED_BY_POLICY)
        .map(ItemResult::explanation)
        .findFirst();
  }

  /** Whether items were set aside, so that what is demanded is neither met nor missed. */
  public boolean leftOpen() {
    return items.stream().anyMatch(item -> item.outcome().setAside());
  }

  /** Items of the plan that were not asked, whoever is the cause of it. */
  int notAsked() {
    return (int)
        items.stream()
            .filter(item -> item.outcome().setAside() || item.outcome().unasked())
            .count();
  }

  /** The items that the engine did not take, each with the reason. */
  public List<ItemResult> unasked() {
    return items.stream().filter(item -> item.outcome().unasked()).toList();
  }

  /** The answers to the items, repeats each for itself, that break a gate of the suite. */
  public List<ItemResult> gateViolations() {
    return items.stream()
        .flatMap(item -> item.answers().stream())
        .filter(ItemResult::breaksGate)
        .toList();
  }

  /** The demands that were not met. */
  public List<DemandResult> shortfalls() {
    return demands.stream().filter(demand -> !demand.met()).toList();
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
