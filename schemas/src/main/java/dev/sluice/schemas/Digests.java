package dev.sluice.schemas;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes and prints {@link Digest}s: the first 128 bits of a SHA-256. */
public final class Digests {
  /** Bytes in a digest. */
  public static final int BYTES = 16;

  private Digests() {}

  /** Digest of some bytes. */
  public static Digest of(byte[] content) {
    return truncate(sha256().digest(content));
  }

  /**
   * The digest in the first bytes of a whole SHA-256 or of a digest.
   *
   * @throws IllegalArgumentException if there are fewer than {@link #BYTES} bytes
   */
  public static Digest truncate(byte[] hash) {
    if (hash.length < BYTES) {
      throw new IllegalArgumentException(
          "a digest must have at least " + BYTES + " bytes, had " + hash.length);
    }
    return new Digest(Arrays.copyOf(hash, BYTES));
  }

  /** Lower-case hexadecimal form, 32 characters. */
  public static String hex(Digest digest) {
    return HexFormat.of().formatHex(digest.bytes());
  }

  /**
   * Reads the form that {@link #hex} prints; longer hashes are cut.
   *
   * @throws IllegalArgumentException if the text is not hexadecimal or too short
   */
  public static Digest fromHex(String hex) {
    return truncate(HexFormat.of().parseHex(hex));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
