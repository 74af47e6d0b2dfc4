package dev.sluice.tokens;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The public key by which tokens are verified: RSA, 2048 bit, exponent 65537.
 *
 * <p>Its one encoding is a SubjectPublicKeyInfo of id-RSASSA-PSS with SHA-384, MGF1 with SHA-384
 * and a salt of 48 bytes (RFC 9578, 8.2.2). Everything but the modulus is fixed, so that it is
 * written and read as fixed bytes: an encoder that leaves out or adds a NULL would name another
 * key.
 */
public final class TokenKey {
  static final int MODULUS_BITS = 2048;
  static final int MODULUS_BYTES = MODULUS_BITS / 8;

  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final byte[] BEFORE_MODULUS =
      HexFormat.of()
          .parseHex(
              "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a"
                  + "864886f70d010108300b0609608648016503040202a2030201300382010f003082010a02820101"
                  + "00");
  private static final byte[] AFTER_MODULUS = HexFormat.of().parseHex("0203010001");
  private static final int ENCODED_BYTES =
      BEFORE_MODULUS.length + MODULUS_BYTES + AFTER_MODULUS.length;

  private final RSAPublicKey key;
  private final byte[] encoded;
  private final byte[] id;

  private TokenKey(RSAPublicKey key, byte[] encoded) {
    this.key = key;
    this.encoded = encoded;
    this.id = Hashes.sha256(encoded);
  }

  /** A key; empty if it is not of the one kind that this token type has. */
  public static Optional<TokenKey> of(RSAPublicKey key) {
    if (key.getModulus().bitLength() != MODULUS_BITS || !key.getPublicExponent().equals(EXPONENT)) {
      return Optional.empty();
    }
    byte[] modulus = key.getModulus().toByteArray(); // begins with a 0 for the sign
    return Optional.of(
        new TokenKey(
            key,
            ByteBuffer.allocate(ENCODED_BYTES)
                .put(BEFORE_MODULUS)
                .put(modulus, 1, MODULUS_BYTES)
                .put(AFTER_MODULUS)
                .array()));
  }

  /** Reads an encoded key; empty if it is not one of this token type. */
  public static Optional<TokenKey> decode(byte[] encoded) {
    int end = BEFORE_MODULUS.length + MODULUS_BYTES;
    if (encoded.length != ENCODED_BYTES
        || !Arrays.equals(
            encoded, 0, BEFORE_MODULUS.length, BEFORE_MODULUS, 0, BEFORE_MODULUS.length)
        || !Arrays.equals(encoded, end, ENCODED_BYTES, AFTER_MODULUS, 0, AFTER_MODULUS.length)) {
      return Optional.empty();
    }
    BigInteger modulus = new BigInteger(1, Arrays.copyOfRange(encoded, BEFORE_MODULUS.length, end));
    try {
      return of(
          (RSAPublicKey)
              KeyFactory.getInstance("RSA")
                  .generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The one encoding, DER. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** SHA-256 of the encoding. */
  public byte[] id() {
    return id.clone();
  }

  boolean hasId(byte[] other) {
    return Arrays.equals(id, other);
  }

  /** The last byte of the id, by which a request names the key without naming it exactly. */
  byte truncatedId() {
    return id[id.length - 1];
  }

  RSAPublicKey rsa() {
    return key;
  }
}
