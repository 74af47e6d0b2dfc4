package dev.sluice.standalone.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The schedule of a run: the same seed, time and kinds give the same faults. */
final class FaultPlan {
  private static final int LARGEST_LEAD_MILLIS = 2500;
  private static final int SHORTEST_MILLIS = 500;
  private static final int LONGEST_MILLIS = 4000;
  private static final int TARGETS = 1 << 10;

  private FaultPlan() {}

  /**
   * Faults one after the other until the time is used up, in random order, every kind once before
   * any comes again.
   */
  static List<PlannedFault> of(long seed, Duration time, List<FaultKind> kinds) {
    Random random = new Random(seed);
    List<PlannedFault> plan = new ArrayList<>();
    List<FaultKind> round = List.of();
    long slot = 0;
    for (int i = 0; ; i++) {
      if (i % kinds.size() == 0) {
        round = shuffled(kinds, random);
      }
      FaultKind kind = round.get(i % kinds.size());
      long slotMillis = kind.slotSeconds() * 1000L;
      if (slot + slotMillis > time.toMillis()) {
        return plan;
      }
      plan.add(
          new PlannedFault(
              kind,
              slot + random.nextInt(LARGEST_LEAD_MILLIS),
              random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS),
              random.nextInt(TARGETS)));
      slot += slotMillis;
    }
  }

  private static List<FaultKind> shuffled(List<FaultKind> kinds, Random random) {
    List<FaultKind> shuffled = new ArrayList<>(kinds);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
