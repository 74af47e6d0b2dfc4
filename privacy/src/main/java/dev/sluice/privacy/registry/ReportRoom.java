package dev.sluice.privacy.registry;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Mechanism;

/**
 * How much a report has room for, whatever is drawn: a registry that could ask for more is refused.
 *
 * <p>Reports name a metric, a class and a tier by their places in the registry, in one byte each,
 * and have one length. Numbers are written in seven bits a byte, with one bit for the sign, so that
 * how many bytes a payload takes depends on what was drawn; what it may take at most does not.
 */
public final class ReportRoom {
  /** Most metrics, classes or tiers of a registry. */
  public static final int LISTED = 64;

  /** Most numbers in a payload. */
  public static final int NUMBERS = 12;

  /** Greatest magnitude of a number. */
  public static final long MAGNITUDE = (1L << 20) - 1;

  /** Most bytes that the numbers of a payload take together. */
  public static final int BYTES = 24;

  /** Most bytes that they take beside a baseline. */
  public static final int DIFFERENCE_BYTES = 3;

  private static final int BITS_A_BYTE = 7;

  private ReportRoom() {}

  /** Room for the numbers of a report in a design. */
  public static int bytes(Design design) {
    return design == Design.PAIRED ? DIFFERENCE_BYTES : BYTES;
  }

  /** Whether there is room for all that a mechanism can make at a privacy loss. */
  public static boolean holds(Mechanism mechanism, Epsilon epsilon, Design design) {
    return mechanism.payloadLength() <= NUMBERS
        && mechanism.greatestMagnitude(epsilon) <= MAGNITUDE
        && bytesNeeded(mechanism, epsilon) <= bytes(design);
  }

  /** Most bytes that the numbers of a mechanism's payload take together. */
  public static int bytesNeeded(Mechanism mechanism, Epsilon epsilon) {
    int bits = 1 + Long.SIZE - Long.numberOfLeadingZeros(mechanism.greatestMagnitude(epsilon));
    return mechanism.payloadLength() * ((bits + BITS_A_BYTE - 1) / BITS_A_BYTE);
  }
}
