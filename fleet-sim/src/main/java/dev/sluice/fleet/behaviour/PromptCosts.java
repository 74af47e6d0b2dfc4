package dev.sluice.fleet.behaviour;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * How much more or less than the median a prompt costs until its first token: long prompts take
 * longer. Measured over all versions together, because the prompts are the same for all.
 */
public final class PromptCosts {
  private final double[] logarithms;

  private PromptCosts(double[] logarithms) {
    this.logarithms = logarithms;
  }

  /**
   * Factors relative to their median.
   *
   * @param costs positive costs in any unit, at least one
   */
  public static PromptCosts relativeToMedian(DoubleStream costs) {
    double[] sorted = costs.sorted().toArray();
    if (sorted.length == 0 || !(sorted[0] > 0)) {
      throw new IllegalArgumentException("costs must be positive, and there must be some");
    }
    double median = sorted[sorted.length / 2];
    return new PromptCosts(Arrays.stream(sorted).map(cost -> Math.log(cost / median)).toArray());
  }

  /** All prompts alike. */
  public static PromptCosts equal() {
    return new PromptCosts(new double[] {0});
  }

  /** The logarithm of a prompt's factor. */
  double drawLogarithm(SplittableRandom random) {
    return logarithms[random.nextInt(logarithms.length)];
  }
}
