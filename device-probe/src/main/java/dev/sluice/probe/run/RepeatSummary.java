package dev.sluice.probe.run;

import dev.sluice.suites.PassEstimate;
import dev.sluice.suites.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What asking several times tells about the model's reliability: means over the items all of whose
 * answers were scored.
 *
 * @param rule of the suite
 * @param curve for k = 1, 2, 4, ... and the number of repeats
 */
public record RepeatSummary(Repeats rule, List<Point> curve) {

  /**
   * Estimates for k answers; see {@link PassEstimate}.
   *
   * @param anyOf pass@k, the chance that one of k answers passes at least
   * @param allOf pass^k, the chance that all k do
   */
  public record Point(int k, double anyOf, double allOf) {}

  public RepeatSummary {
    curve = List.copyOf(curve);
  }

  /** Empty when no item had all its answers scored. */
  static Optional<RepeatSummary> of(Repeats rule, List<ItemResult> items) {
    List<PassEstimate> estimates = new ArrayList<>();
    for (ItemResult item : items) {
      if (item.attempts().size() == rule.count()
          && item.attempts().stream().allMatch(attempt -> attempt.outcome().scored())) {
        int passed = (int) item.attempts().stream().filter(ItemResult::passed).count();
        estimates.add(new PassEstimate(rule.count(), passed));
      }
    }
    return estimates.isEmpty()
        ? Optional.empty()
        : Optional.of(new RepeatSummary(rule, curve(rule.count(), estimates)));
  }

  private static List<Point> curve(int repeats, List<PassEstimate> estimates) {
    List<Point> curve = new ArrayList<>();
    for (int k = 1; k < repeats; k *= 2) {
      curve.add(point(k, estimates));
    }
    curve.add(point(repeats, estimates));
    return curve;
  }

  private static Point point(int k, List<PassEstimate> estimates) {
    return new Point(
        k,
        estimates.stream().mapToDouble(estimate -> estimate.anyOf(k)).average().orElseThrow(),
        estimates.stream().mapToDouble(estimate -> estimate.allOf(k)).average().orElseThrow());
  }
}
