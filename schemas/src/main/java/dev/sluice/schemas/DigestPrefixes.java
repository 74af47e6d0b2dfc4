package dev.sluice.schemas;

import java.util.Arrays;
import java.util.HexFormat;

/** Makes and prints {@link DigestPrefix}es: the first 64 bits of a SHA-256, where it names. */
public final class DigestPrefixes {
  /** Bytes in a prefix. */
  public static final int BYTES = 8;

  private DigestPrefixes() {}

  /** Prefix of the digest of some bytes. */
  public static DigestPrefix of(byte[] content) {
    return truncate(Digests.of(content).bytes());
  }

  /**
   * The prefix in the first bytes of a whole SHA-256 or of a digest.
   *
   * @throws IllegalArgumentException if there are fewer than {@link #BYTES} bytes
   */
  public static DigestPrefix truncate(byte[] hash) {
    if (hash.length < BYTES) {
      throw new IllegalArgumentException(
          "a digest's prefix must have at least " + BYTES + " bytes, had " + hash.length);
    }
    return new DigestPrefix(Arrays.copyOf(hash, BYTES));
  }

  /** Lower-case hexadecimal form, 16 characters. */
  public static String hex(DigestPrefix prefix) {
    return HexFormat.of().formatHex(prefix.bytes());
  }

  /**
   * Reads the form that {@link #hex} prints; longer hashes are cut.
   *
   * @throws IllegalArgumentException if the text is not hexadecimal or too short
   */
  public static DigestPrefix fromHex(String hex) {
    return truncate(HexFormat.of().parseHex(hex));
  }
}
