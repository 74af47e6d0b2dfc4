package dev.sluice.tokens;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A token (RFC 9577, 2.2): a random nonce, the digest of the challenge it answers, the id of the
 * key that signed it, and the signature of all that.
 */
public final class Token {
  /** Blind RSA, 2048 bit. */
  static final short TYPE = 0x0002;

  /** Bytes of every token. */
  public static final int BYTES = 2 + 32 + 32 + 32 + TokenKey.MODULUS_BYTES;

  private static final int SIGNED_BYTES = BYTES - TokenKey.MODULUS_BYTES;
  private static final int NONCE = 2;
  private static final int CHALLENGE = NONCE + 32;
  private static final int KEY = CHALLENGE + 32;

  private final byte[] encoded;

  private Token(byte[] encoded) {
    this.encoded = encoded;
  }

  /** What is signed before there is a signature. */
  static byte[] signedPart(byte[] nonce, byte[] challengeDigest, byte[] keyId) {
    return ByteBuffer.allocate(SIGNED_BYTES)
        .putShort(TYPE)
        .put(nonce)
        .put(challengeDigest)
        .put(keyId)
        .array();
  }

  static Token of(byte[] signedPart, byte[] signature) {
    return new Token(ByteBuffer.allocate(BYTES).put(signedPart).put(signature).array());
  }

  /** Reads a token; empty if the bytes are not one of this type. Says nothing of its signature. */
  public static Optional<Token> decode(byte[] bytes) {
    return bytes.length == BYTES && ByteBuffer.wrap(bytes).getShort() == TYPE
        ? Optional.of(new Token(bytes.clone()))
        : Optional.empty();
  }

  /** The token as it is shown. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** 32 bytes that no two tokens share. */
  public byte[] nonce() {
    return Arrays.copyOfRange(encoded, NONCE, CHALLENGE);
  }

  /** Whether it answers a challenge. */
  public boolean answers(byte[] challengeDigest) {
    return Arrays.equals(encoded, CHALLENGE, KEY, challengeDigest, 0, challengeDigest.length);
  }

  /** Whether it says that a key signed it. */
  public boolean names(TokenKey key) {
    return key.hasId(Arrays.copyOfRange(encoded, KEY, SIGNED_BYTES));
  }

  /** Whether it says that the same key signed it as another one. */
  public boolean sharesKeyWith(Token other) {
    return Arrays.equals(encoded, KEY, SIGNED_BYTES, other.encoded, KEY, SIGNED_BYTES);
  }

  /** Whether the key that it names did sign it; costs some tens of microseconds. */
  public boolean isSignedBy(TokenKey key) {
    return names(key)
        && BlindRsa.verify(
            key.rsa(),
            Arrays.copyOf(encoded, SIGNED_BYTES),
            Arrays.copyOfRange(encoded, SIGNED_BYTES, BYTES));
  }
}
