package dev.sluice.suites;

/**
 * Unbiased estimates for an item of which {@code passed} of {@code asked} answers passed, each
 * drawn independently at the same temperature.
 *
 * @param asked n, at least 1
 * @param passed c, 0 to n
 */
public record PassEstimate(int asked, int passed) {

  public PassEstimate {
    if (asked < 1 || passed < 0 || passed > asked) {
      throw new IllegalArgumentException(
          "passed must be between 0 and asked, were " + passed + " of " + asked);
    }
  }

  /**
   * The chance that at least one of k answers passes: 1 - C(n-c, k) / C(n, k) (Chen et al. 2021,
   * "Evaluating Large Language Models Trained on Code", equation 1).
   *
   * @param k 1 to n
   */
  public double anyOf(int k) {
    return 1 - drawnWithout(passed, k);
  }

  /**
   * The chance that all of k answers pass: C(c, k) / C(n, k), by the same argument.
   *
   * @param k 1 to n
   */
  public double allOf(int k) {
    return drawnWithout(asked - passed, k);
  }

  /** C(n - avoided, k) / C(n, k) as a product, so that no binomial overflows. */
  private double drawnWithout(int avoided, int k) {
    Bounds.range("k", k, 1, asked);
    double chance = 1;
    for (int drawn = 0; drawn < k; drawn++) {
      chance *= Math.max(0, asked - avoided - drawn) / (double) (asked - drawn);
    }
    return chance;
  }
}
