package dev.sluice.tokens;

import java.security.MessageDigest;

/**
 * EMSA-PSS (RFC 8017, 9.1.1) with SHA-384 and MGF1 with SHA-384: what an RSA signature signs.
 *
 * <p>The JDK has it inside its signatures only; a blind signature needs it apart from the private
 * key.
 */
final class PssEncoding {
  /** Bytes of the salt, and of the hash. */
  static final int SALT_BYTES = 48;

  private static final int HASH_BYTES = 48;

  private PssEncoding() {}

  /**
   * Encodes a message.
   *
   * @param salt {@value #SALT_BYTES} bytes
   * @param modulusBits length of the modulus, a multiple of 8
   */
  static byte[] encode(byte[] message, byte[] salt, int modulusBits) {
    MessageDigest sha384 = Hashes.sha384();
    byte[] messageHash = sha384.digest(message);
    sha384.update(new byte[8]);
    sha384.update(messageHash);
    byte[] hash = sha384.digest(salt);

    byte[] encoded = new byte[modulusBits / 8];
    int maskedBytes = encoded.length - HASH_BYTES - 1;
    encoded[maskedBytes - salt.length - 1] = 1;
    System.arraycopy(salt, 0, encoded, maskedBytes - salt.length, salt.length);
    mask(encoded, maskedBytes, hash);
    encoded[0] &= 0x7F; // the encoding is one bit shorter than the modulus
    System.arraycopy(hash, 0, encoded, maskedBytes, HASH_BYTES);
    encoded[encoded.length - 1] = (byte) 0xBC;
    return encoded;
  }

  /** MGF1 (RFC 8017, B.2.1), applied to the first bytes. */
  private static void mask(byte[] bytes, int length, byte[] seed) {
    MessageDigest sha384 = Hashes.sha384();
    for (int start = 0, counter = 0; start < length; start += HASH_BYTES, counter++) {
      sha384.update(seed);
      sha384.update(
          new byte[] {
            (byte) (counter >>> 24), (byte) (counter >>> 16), (byte) (counter >>> 8), (byte) counter
          });
      byte[] block = sha384.digest();
      for (int i = 0; i < HASH_BYTES && start + i < length; i++) {
        bytes[start + i] ^= block[i];
      }
    }
  }
}
