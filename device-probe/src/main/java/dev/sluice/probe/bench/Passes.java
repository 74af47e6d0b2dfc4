package dev.sluice.probe.bench;

import java.time.Duration;

/**
 * How often the prompts are asked of either side.
 *
 * @param warmUps first, and not counted
 * @param timed as many with one side first as with the other
 */
record Passes(int warmUps, int timed) {
  /** Of both sides, by what a cold pass takes. */
  private static final Duration ENOUGH = Duration.ofSeconds(24);

  private static final int FEWEST_TIMED = 2;
  private static final int MOST_TIMED = 12;
  private static final int TIMED_FOR_A_WARM_UP = 4;

  /**
   * So many that they take some seconds: a short pass is over before a JVM is warm.
   *
   * @param coldPass what the first one took, start and load included
   */
  static Passes of(Duration coldPass) {
    long pairs = ENOUGH.toMillis() / Math.max(1, 2 * coldPass.toMillis());
    int timed = (int) Math.max(FEWEST_TIMED, Math.min(MOST_TIMED, 2 * pairs));
    return new Passes(Math.max(1, timed / TIMED_FOR_A_WARM_UP), timed);
  }

  int all() {
    return warmUps + timed;
  }

  /** Whether a pass counts; they are numbered from 0. */
  boolean counts(int pass) {
    return pass >= warmUps;
  }

  /** Whether the bare binding goes first: in half of the passes that count. */
  boolean bareFirst(int pass) {
    return counts(pass) && (pass - warmUps) % 2 == 1;
  }
}
