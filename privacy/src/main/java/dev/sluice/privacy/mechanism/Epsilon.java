package dev.sluice.privacy.mechanism;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Privacy loss of one release, in integer units of 1e-9, so that sums in a ledger are exact.
 *
 * @param nano epsilon times 1e9, above 0 and at most {@link #MAX_NANO}
 */
public record Epsilon(long nano) implements Comparable<Epsilon> {
  /** The greatest loss that a device allows for one report, whatever a server configures. */
  public static final long MAX_NANO = 8_000_000_000L;

  private static final int NANO_DIGITS = 9;

  public Epsilon {
    if (nano <= 0 || nano > MAX_NANO) {
      throw new IllegalArgumentException(
          "epsilon must be above 0 and at most 8, was " + BigDecimal.valueOf(nano, NANO_DIGITS));
    }
  }

  /**
   * An epsilon from its usual notation.
   *
   * @throws IllegalArgumentException if it is not finite, out of range or finer than 1e-9
   */
  public static Epsilon of(double epsilon) {
    if (!Double.isFinite(epsilon) || epsilon <= 0 || epsilon > 8) {
      throw new IllegalArgumentException("epsilon must be above 0 and at most 8, was " + epsilon);
    }
    try {
      return new Epsilon(
          BigDecimal.valueOf(epsilon)
              .setScale(NANO_DIGITS, RoundingMode.UNNECESSARY)
              .unscaledValue()
              .longValueExact());
    } catch (ArithmeticException tooFine) {
      throw new IllegalArgumentException(
          "epsilon must be a multiple of 1e-9, was " + epsilon, tooFine);
    }
  }

  /** The usual notation. */
  public double value() {
    return nano / 1e9;
  }

  @Override
  public int compareTo(Epsilon other) {
    return Long.compare(nano, other.nano);
  }

  /** An epsilon or a sum of epsilons, in units of 1e-9, in the usual notation. */
  public static String text(long nano) {
    return BigDecimal.valueOf(nano, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return text(nano);
  }
}
