package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Looks at a random walk without drift again and again. Seeded: it always passes or always fails.
 * Were the seed free, an error rate of exactly alpha would exceed the limits below in one of 10,000
 * runs.
 */
class ConfidenceSequenceCoverageTest {
  private static final double ALPHA = 0.05;

  @Test
  void lowerBound_hundredsOfLooks_wrongNoOftenerThanStated() {
    assertThat(everWrong(2_000, 300)).isBetween(0.01, ALPHA + 3.7 * deviation(2_000));
  }

  @Test
  @Tag("statistical")
  void lowerBound_thousandsOfLooks_wrongNoOftenerThanStated() {
    assertThat(everWrong(40_000, 3_000)).isBetween(0.02, ALPHA + 3.7 * deviation(40_000));
  }

  @Test
  void naiveBound_hundredsOfLooks_wrongFarOftener() {
    SplittableRandom random = new SplittableRandom(3);
    int wrong = 0;
    for (int path = 0; path < 2_000; path++) {
      double sum = 0;
      for (int look = 1; look <= 300; look++) {
        sum += random.nextGaussian();
        if (sum / Math.sqrt(look) > 1.645) {
          wrong++;
          break;
        }
      }
    }
    assertThat(wrong / 2_000.0).isGreaterThan(0.2);
  }

  private static double everWrong(int paths, int looks) {
    SplittableRandom random = new SplittableRandom(2);
    // Tuned to the middle of the walk on the scale of logarithms, where it errs most.
    ConfidenceSequence sequence = ConfidenceSequence.tunedFor(ALPHA, 2.8 / Math.sqrt(20));
    int wrong = 0;
    for (int path = 0; path < paths; path++) {
      double sum = 0;
      for (int look = 1; look <= looks; look++) {
        sum += random.nextGaussian();
        if (sum / look - sequence.radius(look) > 0) {
          wrong++;
          break;
        }
      }
    }
    return wrong / (double) paths;
  }

  private static double deviation(int paths) {
    return Math.sqrt(ALPHA * (1 - ALPHA) / paths);
  }
}
