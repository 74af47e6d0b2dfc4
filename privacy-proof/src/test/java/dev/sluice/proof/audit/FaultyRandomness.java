package dev.sluice.proof.audit;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.util.Random;

/** Ways to get randomness wrong. Each is an honest generator but for one thing. */
final class FaultyRandomness {
  private FaultyRandomness() {}

  /** Honest, to be broken in one place. */
  private static class Honest implements Randomness {
    final Randomness honest = new SecureRandomness();

    @Override
    public int uniform(int bound) {
      return honest.uniform(bound);
    }

    @Override
    public long bits63() {
      return honest.bits63();
    }

    @Override
    public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
      return honest.addLaplace(value, l0, lInf, epsilon);
    }
  }

  static Randomness halvedSensitivity() {
    return new Honest() {
      @Override
      public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
        return honest.addLaplace(value, l0, lInf / 2, epsilon);
      }
    };
  }

  /** The commonest bug of private histograms: as if replacing changed one bucket, not two. */
  static Randomness oneChangedBucket() {
    return new Honest() {
      @Override
      public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
        return honest.addLaplace(value, 1, lInf, epsilon);
      }
    };
  }

  static Randomness doubledEpsilon() {
    return new Honest() {
      @Override
      public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
        return honest.addLaplace(value, l0, lInf, new Epsilon(2 * epsilon.nano()));
      }
    };
  }

  /** Coins fall on heads, the truth, twice as often as they should. */
  static Randomness eagerCoin() {
    return new Honest() {
      @Override
      public long bits63() {
        return honest.bits63() / 2;
      }
    };
  }

  /** One noise value for everything that the device ever noises. */
  static Randomness reusedNoise() {
    return new Honest() {
      private final long noise = honest.addLaplace(0, 1, 1000, Epsilon.of(1));

      @Override
      public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
        return value + noise;
      }
    };
  }

  /** One noise value for all buckets of a report, fresh for each report. */
  static Randomness noiseSharedByBuckets(int buckets) {
    return new Honest() {
      private int asked;
      private long noise;

      @Override
      public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
        if (asked++ % buckets == 0) {
          noise = honest.addLaplace(0, l0, lInf, epsilon);
        }
        return value + noise;
      }
    };
  }

  /** Starts alike on every device. */
  static Randomness seeded() {
    return new Honest() {
      private final Random random = new Random(42);

      @Override
      public long bits63() {
        return random.nextLong() >>> 1;
      }
    };
  }

  static Randomness constant() {
    return new Honest() {
      @Override
      public long bits63() {
        return 0;
      }
    };
  }
}
