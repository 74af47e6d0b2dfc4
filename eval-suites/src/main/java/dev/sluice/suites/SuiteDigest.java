package dev.sluice.suites;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first 16 bytes of SHA-256 over a suite's canonical form, as 32 lower-case hexadecimal digits.
 *
 * <p>Two suites have the same digest exactly when they ask the same questions in the same way and
 * mark them alike (up to a chance of about 2^-64 for a collision among billions of suites).
 * Comments, white space, the order of keys, the style of quoting, the description and the licence
 * do not count, nor do count, cost, tags, threshold, floors and latency bounds, which change no
 * mark; id, version, template, chat, examples, stop strings, token limit, grader, gates, repeats,
 * sample size, items with their choices and controls do, in their order. {@link CanonicalForm}
 * gives the bytes.
 */
public record SuiteDigest(String hex) {

  /** Bytes in a digest. */
  public static final int BYTES = 16;

  private static final HexFormat HEX = HexFormat.of();

  public SuiteDigest {
    if (!hex.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(
          "a suite digest must be 32 lower-case hexadecimal digits, but is " + Bounds.quoted(hex));
    }
  }

  static SuiteDigest of(Suite suite) {
    byte[] hash = sha256().digest(CanonicalForm.of(suite).getBytes(StandardCharsets.UTF_8));
    return new SuiteDigest(HEX.formatHex(Arrays.copyOf(hash, BYTES)));
  }

  /** The 16 bytes, most significant digit first. */
  public byte[] toBytes() {
    return HEX.parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must provide SHA-256", e);
    }
  }
}
