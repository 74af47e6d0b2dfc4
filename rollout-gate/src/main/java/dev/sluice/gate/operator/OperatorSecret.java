package dev.sluice.gate.operator;

import dev.sluice.secrets.BearerSecret;
import java.util.function.IntFunction;

/** What an operator shows. */
public final class OperatorSecret {
  private static final String PREFIX = "sluice_op_";

  private OperatorSecret() {}

  /**
   * A new secret.
   *
   * @param random gives as many unpredictable bytes as it is asked for
   */
  public static String create(IntFunction<byte[]> random) {
    return BearerSecret.create(PREFIX, random);
  }
}
