package dev.sluice.proof.power;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Devices whose answers are known: each has a pass rate of its own, and draws {@value #SUITES}
 * suites of {@value #ITEMS} items. One seed, one population.
 *
 * <p>The candidate meets the same items on the same device. It loses some of the answers that were
 * right and wins some that were not: releases churn more than their mean shows.
 */
public final class StudyPopulation {
  static final int SUITES = 6;
  static final int ITEMS = 20;

  private static final double MEAN_PASS_RATE = 0.85;
  private static final double SPREAD_BETWEEN_DEVICES = 0.11;

  /** Share of the wrong answers that the candidate gets right. */
  private static final double WON = 0.10;

  private final Answers[] control;
  private final Answers[] candidate;

  private StudyPopulation(Answers[] control, Answers[] candidate) {
    this.control = control;
    this.candidate = candidate;
  }

  /**
   * A population.
   *
   * @param devices at least 2
   * @param drop what the candidate's mean pass rate falls by; 0 or more, well below the pass rate
   */
  public static StudyPopulation of(int devices, double drop, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BetaDistribution passRates = passRates();
    double lost = (drop + WON * (1 - MEAN_PASS_RATE)) / MEAN_PASS_RATE;
    Answers[] control = new Answers[devices];
    Answers[] candidate = new Answers[devices];
    for (int device = 0; device < devices; device++) {
      Tally before = new Tally();
      Tally after = new Tally();
      double passRate = passRates.inverseCumulativeProbability(random.nextDouble());
      for (int item = 0; item < SUITES * ITEMS; item++) {
        boolean right = random.nextDouble() < passRate;
        double change = random.nextDouble();
        before.add(item, right);
        after.add(item, right ? change >= lost : change < WON);
      }
      control[device] = before.answers();
      candidate[device] = after.answers();
    }
    return new StudyPopulation(control, candidate);
  }

  /** Method of moments: a beta distribution of the given mean and spread. */
  private static BetaDistribution passRates() {
    double size =
        MEAN_PASS_RATE * (1 - MEAN_PASS_RATE) / (SPREAD_BETWEEN_DEVICES * SPREAD_BETWEEN_DEVICES)
            - 1;
    return BetaDistribution.of(MEAN_PASS_RATE * size, (1 - MEAN_PASS_RATE) * size);
  }

  int devices() {
    return control.length;
  }

  Answers control(int device) {
    return control[device];
  }

  Answers candidate(int device) {
    return candidate[device];
  }

  /** Right answers of one device and version. */
  private static final class Tally {
    private int right;
    private int rightInFirstSuite;

    void add(int item, boolean passed) {
      if (passed) {
        right++;
        rightInFirstSuite += item < ITEMS ? 1 : 0;
      }
    }

    Answers answers() {
      return new Answers((double) right / (SUITES * ITEMS), (double) rightInFirstSuite / ITEMS);
    }
  }
}
