package dev.sluice.tokens;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.crypto.Cipher;

/**
 * RSA blind signatures, RSABSSA-SHA384-PSS-Deterministic (RFC 9474): who signs learns neither the
 * message nor the signature, and cannot tell later which of the requests they came from.
 * "Deterministic" is about the message, which is signed as it is; the salt is random.
 *
 * <p>Bytes that are no valid input are an empty result, not an exception.
 */
final class BlindRsa {
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, PssEncoding.SALT_BYTES, 1);

  private BlindRsa() {}

  /**
   * A message made unreadable for its signer.
   *
   * @param message what the signer gets, as long as the modulus
   * @param inverse takes the blinding off the signature; secret
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Blinded(byte[] message, BigInteger inverse) {}

  /** Draws a blinding factor, uniform in [1, n). */
  static BigInteger drawBlind(RSAPublicKey key, IntFunction<byte[]> random) {
    BigInteger modulus = key.getModulus();
    while (true) {
      BigInteger drawn = new BigInteger(1, random.apply(bytes(modulus)));
      if (drawn.signum() > 0 && drawn.compareTo(modulus) < 0) {
        return drawn;
      }
    }
  }

  /**
   * Blinds a message (RFC 9474, 4.2).
   *
   * @param salt 48 random bytes
   * @param blind of {@link #drawBlind}, for this message alone
   * @return empty if message or blind happen to share a factor with the modulus, which nobody sees
   */
  static Optional<Blinded> blind(RSAPublicKey key, byte[] message, byte[] salt, BigInteger blind) {
    BigInteger modulus = key.getModulus();
    BigInteger encoded = new BigInteger(1, PssEncoding.encode(message, salt, modulus.bitLength()));
    if (!encoded.gcd(modulus).equals(BigInteger.ONE)
        || !blind.gcd(modulus).equals(BigInteger.ONE)) {
      return Optional.empty();
    }
    BigInteger blinded =
        encoded.multiply(blind.modPow(key.getPublicExponent(), modulus)).mod(modulus);
    return Optional.of(new Blinded(padded(blinded, modulus), blind.modInverse(modulus)));
  }

  /**
   * Signs without seeing (RFC 9474, 4.3). The JDK's own RSA does it, which blinds the private
   * operation against timing; the result is checked, for a faulty one would give the key away.
   */
  static Optional<byte[]> sign(RSAPrivateKey key, RSAPublicKey publicKey, byte[] blinded) {
    BigInteger modulus = publicKey.getModulus();
    BigInteger message = new BigInteger(1, blinded);
    if (blinded.length != bytes(modulus) || message.compareTo(modulus) >= 0) {
      return Optional.empty();
    }
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
      rsa.init(Cipher.ENCRYPT_MODE, key);
      byte[] signature = rsa.doFinal(blinded);
      BigInteger back = new BigInteger(1, signature).modPow(publicKey.getPublicExponent(), modulus);
      return back.equals(message) ? Optional.of(signature) : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Takes the blinding off (RFC 9474, 4.4); empty if what the signer gave is no signature. */
  static Optional<byte[]> unblind(
      RSAPublicKey key, byte[] message, byte[] blindSignature, BigInteger inverse) {
    BigInteger modulus = key.getModulus();
    if (blindSignature.length != bytes(modulus)) {
      return Optional.empty();
    }
    byte[] signature =
        padded(new BigInteger(1, blindSignature).multiply(inverse).mod(modulus), modulus);
    return verify(key, message, signature) ? Optional.of(signature) : Optional.empty();
  }

  /** Whether it is a signature of the message: an ordinary RSASSA-PSS one. */
  static boolean verify(RSAPublicKey key, byte[] message, byte[] signature) {
    try {
      Signature pss = Signature.getInstance("RSASSA-PSS");
      pss.setParameter(PSS);
      pss.initVerify(key);
      pss.update(message);
      return pss.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static int bytes(BigInteger modulus) {
    return (modulus.bitLength() + 7) / 8;
  }

  /** Big-endian, as long as the modulus. */
  private static byte[] padded(BigInteger value, BigInteger modulus) {
    byte[] minimal = value.toByteArray();
    byte[] padded = new byte[bytes(modulus)];
    int length = Math.min(minimal.length, padded.length); // without a byte for the sign
    System.arraycopy(minimal, minimal.length - length, padded, padded.length - length, length);
    return padded;
  }
}
