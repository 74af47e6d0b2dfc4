package dev.sluice.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a token is good for (RFC 9577, 2.1.1): an issuer, and an origin that takes it. There is no
 * redemption context: tokens may be fetched long before they are used, which is what makes the two
 * hard to connect.
 *
 * @param issuerName host name of the issuer, 1 to 255 ASCII characters
 * @param originInfo host name of the origin, at most 255 ASCII characters
 */
public record TokenChallenge(String issuerName, String originInfo) {
  private static final int MOST_CHARACTERS = 255;

  public TokenChallenge {
    if (issuerName.isEmpty() || !fits(issuerName) || !fits(originInfo)) {
      throw new IllegalArgumentException("names must be 1 to 255 ASCII characters");
    }
  }

  private static boolean fits(String name) {
    return name.length() <= MOST_CHARACTERS && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  /**
   * Reads the structure of RFC 9577; empty if it is of another token type or not exactly one. One
   * with a redemption context is refused too: it ties a token to the moment of asking, and an
   * issuer could give each client a context of its own.
   */
  public static Optional<TokenChallenge> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      short type = in.getShort();
      String issuer = name(in);
      int contextBytes = Byte.toUnsignedInt(in.get());
      String origin = name(in);
      return type != Token.TYPE || contextBytes != 0 || in.hasRemaining()
          ? Optional.empty()
          : Optional.of(new TokenChallenge(issuer, origin));
    } catch (BufferUnderflowException | IllegalArgumentException noChallenge) {
      return Optional.empty();
    }
  }

  /** Bytes outside of ASCII become U+FFFD, which fits into no name. */
  private static String name(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    byte[] name = new byte[Math.min(length, in.remaining() + 1)];
    in.get(name);
    return new String(name, US_ASCII);
  }

  /** The structure of RFC 9577. */
  public byte[] encoded() {
    byte[] issuer = issuerName.getBytes(US_ASCII);
    byte[] origin = originInfo.getBytes(US_ASCII);
    return ByteBuffer.allocate(2 + 2 + issuer.length + 1 + 2 + origin.length)
        .putShort(Token.TYPE)
        .putShort((short) issuer.length)
        .put(issuer)
        .put((byte) 0)
        .putShort((short) origin.length)
        .put(origin)
        .array();
  }

  /** SHA-256 of the structure; every token carries it. */
  public byte[] digest() {
    return Hashes.sha256(encoded());
  }
}
