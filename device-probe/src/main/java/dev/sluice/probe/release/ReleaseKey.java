package dev.sluice.probe.release;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A publisher's Ed25519 public key. There is no choice of algorithm anywhere: what is not an
 * Ed25519 key is no key.
 *
 * <p>The JDK's own verifier is strict about a signature's second half (it must be below the group's
 * order, so nobody can make a second valid signature out of a first), but takes any public key.
 * Refused here are keys of small order, under which anybody can sign anything, and y coordinates
 * that are not reduced, which would give one key two names.
 */
public final class ReleaseKey {
  static final int SIGNATURE_BYTES = 64;

  /** A public key file holds a hundred bytes or so. */
  public static final int MAX_PEM_BYTES = 8 * 1024;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PUBLIC KEY-----(?<body>[A-Za-z0-9+/=\\s]{1,4000})-----END PUBLIC"
              + " KEY-----\\s*");

  /** 2^255 - 19, the field of the curve. */
  private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static final BigInteger ORDER_EIGHT =
      new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

  /** The y coordinates of the eight points whose order divides eight. */
  private static final Set<BigInteger> SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          FIELD.subtract(BigInteger.ONE),
          ORDER_EIGHT,
          FIELD.subtract(ORDER_EIGHT));

  private final EdECPublicKey key;
  private final String id;

  private ReleaseKey(EdECPublicKey key) {
    this.key = key;
    this.id = HexFormat.of().formatHex(sha256(key.getEncoded()));
  }

  /**
   * Takes a key.
   *
   * @throws IllegalArgumentException if nothing that it signs could be trusted
   */
  public static ReleaseKey of(PublicKey key) {
    if (!(key instanceof EdECPublicKey edwards)
        || !edwards.getParams().getName().equals("Ed25519")) {
      throw new IllegalArgumentException("it must be an Ed25519 key");
    }
    BigInteger y = edwards.getPoint().getY();
    if (y.compareTo(FIELD) >= 0 || SMALL_ORDER.contains(y)) {
      throw new IllegalArgumentException("under this key anybody could sign anything");
    }
    return new ReleaseKey(edwards);
  }

  /**
   * Reads a PEM file with one {@code PUBLIC KEY}, as {@code release keygen} and openssl write it.
   *
   * @throws IllegalArgumentException with one line that says what it is instead
   */
  public static ReleaseKey fromPem(byte[] file) {
    Matcher pem = PEM.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (file.length > MAX_PEM_BYTES || !pem.matches()) {
      throw new IllegalArgumentException("it must be one PEM block 'PUBLIC KEY' and nothing else");
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(pem.group("body").replaceAll("\\s", ""));
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      if (!Arrays.equals(key.getEncoded(), encoded)) {
        throw new IllegalArgumentException(
            "it must be an Ed25519 key, encoded in the one right way");
      }
      return of(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it must be an Ed25519 key", e);
    }
  }

  /** SHA-256 of the encoded key (SubjectPublicKeyInfo), 64 lower-case hexadecimal digits. */
  public String id() {
    return id;
  }

  /** As a PEM file. */
  public String toPem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** Whether this key's owner signed the message. */
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return signature.length == SIGNATURE_BYTES && verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the key was checked when it was read", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }

  /** Whether a signature says that this key made it, or does not say which one did. */
  boolean mayHaveMade(DsseEnvelope.Signature signature) {
    Optional<String> hint = signature.keyId();
    return hint.isEmpty() || hint.get().equals(id);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReleaseKey that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
