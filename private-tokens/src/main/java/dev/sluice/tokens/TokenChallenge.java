package dev.sluice.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

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
