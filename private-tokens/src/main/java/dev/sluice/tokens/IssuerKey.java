package dev.sluice.tokens;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

/** The key that signs tokens. Whoever has it can make as many as he likes. */
public final class IssuerKey {
  private final RSAPrivateCrtKey key;
  private final TokenKey publicKey;

  private IssuerKey(RSAPrivateCrtKey key, TokenKey publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** Reads a private key in PKCS#8; empty if it is not RSA, 2048 bit, exponent 65537. */
  public static Optional<IssuerKey> decode(byte[] pkcs8) {
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      if (!(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8))
          instanceof RSAPrivateCrtKey key)) {
        return Optional.empty();
      }
      RSAPublicKey publicKey =
          (RSAPublicKey)
              factory.generatePublic(
                  new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      return TokenKey.of(publicKey).map(known -> new IssuerKey(key, known));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The key by which its tokens are verified. */
  public TokenKey publicKey() {
    return publicKey;
  }

  /** Signs what a client blinded; empty if it is no request for this key. */
  public Optional<byte[]> answer(TokenRequest request) {
    return request.truncatedKeyId() == publicKey.truncatedId()
        ? BlindRsa.sign(key, publicKey.rsa(), request.blindedMessage())
        : Optional.empty();
  }
}
