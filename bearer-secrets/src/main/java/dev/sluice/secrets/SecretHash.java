package dev.sluice.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a secret, which is all that is kept of it. Two are compared in constant time: how
 * long an answer takes tells nothing about how near a guess was.
 *
 * <p>A slow hash, as for passwords, would guard secrets that can be guessed. These cannot: nobody
 * searches 2^256 values, however fast each try is, and a gateway hashes one with every request.
 */
public final class SecretHash {
  private static final String ALGORITHM = "sha256:";
  private static final Pattern TEXT = Pattern.compile(ALGORITHM + "[0-9a-f]{64}");

  private final byte[] bytes;

  private SecretHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of a secret, which may be any text. */
  public static SecretHash of(String secret) {
    try {
      return new SecretHash(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }

  /** Reads what {@link #text} writes; empty if it is anything else. */
  public static Optional<SecretHash> parse(String text) {
    return TEXT.matcher(text).matches()
        ? Optional.of(new SecretHash(HexFormat.of().parseHex(text.substring(ALGORITHM.length()))))
        : Optional.empty();
  }

  /** The word that stands for it in a file: {@code sha256:} and 64 small hexadecimal digits. */
  public String text() {
    return ALGORITHM + HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "the hash of a secret";
  }
}
