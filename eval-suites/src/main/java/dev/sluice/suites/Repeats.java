package dev.sluice.suites;

/**
 * Asks every item several times at a temperature. The item passes, once, when enough of its answers
 * do: one for pass@N, all for pass^N.
 *
 * @param count how often, 2 to 100
 * @param temperature greater than 0 and at most 2: without chance all answers would be the same
 * @param atLeast how many answers have to pass, 1 to {@code count}
 */
public record Repeats(int count, double temperature, int atLeast) {

  private static final int MAX_COUNT = 100;
  private static final double MAX_TEMPERATURE = 2;
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  public Repeats {
    Bounds.range("count", count, 2, MAX_COUNT);
    if (!(temperature > 0 && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException(
          "temperature must be greater than 0 and at most 2, but is " + temperature);
    }
    if (atLeast < 1 || atLeast > count) {
      throw new IllegalArgumentException(
          "pass must be any, all, or {atLeast: 1 to " + count + "}, but is " + atLeast);
    }
  }

  /**
   * The seed of one answer: always the same for the same item and repeat, on every device, and
   * different enough between items that their luck is not the same.
   *
   * @param repeat from 0
   */
  public int seed(String questionId, int repeat) {
    int mixed = (questionId.hashCode() * 31 + repeat) * GOLDEN_RATIO;
    return (mixed ^ (mixed >>> 15)) & Integer.MAX_VALUE;
  }
}
