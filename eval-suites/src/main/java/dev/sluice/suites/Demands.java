package dev.sluice.suites;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a suite's author demands of a model's results. It changes no mark and no score, and so no
 * digest: whoever wants other limits still compares the same scores.
 *
 * @param threshold the pass rate to reach, greater than 0 and at most 1
 * @param floors pass rates to reach among the items of a tag, at most 32, one a tag
 * @param latency how fast answers have to come, at most 8 bounds; never part of a pass rate
 * @param gateShare how many of the answers have to keep to the suite's gates, if it has any;
 *     greater than 0 and at most 1, where one answer that breaks a gate is one too many
 */
public record Demands(
    OptionalDouble threshold, List<TagFloor> floors, List<LatencyBound> latency, double gateShare) {

  public Demands {
    threshold.ifPresent(rate -> Bounds.rate("threshold", rate));
    floors = Bounds.sized("floors", floors, 0, Bounds.MAX_FLOORS);
    latency = Bounds.sized("gates", latency, 0, Bounds.MAX_GATES);
    Bounds.rate("gateShare", gateShare);
    Set<String> tags = new HashSet<>();
    for (TagFloor floor : floors) {
      if (!tags.add(floor.tag())) {
        throw new IllegalArgumentException(
            "floors hold the tag " + Bounds.quoted(floor.tag()) + " twice");
      }
    }
  }

  /** Nothing is demanded beside that every answer keeps to the gates. */
  public static Demands none() {
    return new Demands(OptionalDouble.empty(), List.of(), List.of(), 1);
  }

  /** Whether a result could fall short of anything beside the suite's gates. */
  public boolean any() {
    return threshold.isPresent() || !floors.isEmpty() || !latency.isEmpty();
  }

  /** The same demands with another threshold. */
  public Demands withThreshold(double newThreshold) {
    return new Demands(OptionalDouble.of(newThreshold), floors, latency, gateShare);
  }
}
