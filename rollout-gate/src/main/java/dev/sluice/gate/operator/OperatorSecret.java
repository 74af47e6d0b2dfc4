package dev.sluice.gate.operator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.IntFunction;

/**
 * What an operator shows: 256 random bits as text. At rest there is only its SHA-256, and no slower
 * hash: nobody searches 2^256 values, however fast each try is.
 */
public final class OperatorSecret {
  /** Lets scanners of repositories and logs recognise a secret that went astray. */
  private static final String PREFIX = "sluice_op_";

  private static final int RANDOM_BYTES = 32;

  private OperatorSecret() {}

  /**
   * A new secret.
   *
   * @param random gives as many unpredictable bytes as it is asked for
   */
  public static String create(IntFunction<byte[]> random) {
    return PREFIX
        + Base64.getUrlEncoder().withoutPadding().encodeToString(random.apply(RANDOM_BYTES));
  }

  /** The SHA-256 of a secret, of any text. */
  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
