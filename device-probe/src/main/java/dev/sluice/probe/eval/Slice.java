package dev.sluice.probe.eval;

import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.Suite;
import java.util.OptionalInt;
import java.util.Random;

/** Which items of each suite a run asks. The controls are always asked. */
sealed interface Slice {

  SuitePlan of(Suite suite);

  /** The most items of a suite; absent when all are asked. */
  OptionalInt limit();

  record Whole() implements Slice {
    @Override
    public SuitePlan of(Suite suite) {
      return SuitePlan.whole(suite);
    }

    @Override
    public OptionalInt limit() {
      return OptionalInt.empty();
    }
  }

  /** The first ones: where items are sorted, they are not like the rest. */
  record First(int atMost) implements Slice {
    @Override
    public SuitePlan of(Suite suite) {
      return SuitePlan.first(suite, atMost);
    }

    @Override
    public OptionalInt limit() {
      return OptionalInt.of(atMost);
    }
  }

  /**
   * Some at random, as a device draws them. A seed stands for the same items of a suite, whichever
   * suites are asked beside it.
   */
  record Drawn(int atMost, long seed) implements Slice {
    @Override
    public SuitePlan of(Suite suite) {
      return SuitePlan.drawn(suite, atMost, new Random(31 * seed + suite.id().hashCode()));
    }

    @Override
    public OptionalInt limit() {
      return OptionalInt.of(atMost);
    }
  }
}
