package dev.sluice.tokens;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions of this token type. */
final class Hashes {
  private Hashes() {}

  static byte[] sha256(byte[] bytes) {
    return digest("SHA-256").digest(bytes);
  }

  static MessageDigest sha384() {
    return digest("SHA-384");
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has " + algorithm, impossible);
    }
  }
}
