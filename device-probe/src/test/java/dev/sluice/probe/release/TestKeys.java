package dev.sluice.probe.release;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** A key pair of RFC 8032, section 7.1: known to everybody, and so of use in tests only. */
public record TestKeys(String seed, String publicKey) {
  public static final TestKeys FIRST =
      new TestKeys(
          "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  public static final TestKeys SECOND =
      new TestKeys(
          "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

  private static final HexFormat HEX = HexFormat.of();

  /** The header of every Ed25519 public key's encoding. */
  private static final String SUBJECT_PUBLIC_KEY_INFO = "302a300506032b6570032100";

  public ReleaseKey key() {
    return ReleaseKey.of(raw(publicKey));
  }

  /** A public key from its 32 bytes; the JDK takes any point. */
  static java.security.PublicKey raw(String hex) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(HEX.parseHex(SUBJECT_PUBLIC_KEY_INFO + hex)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] sign(byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(
                  new EdECPrivateKeySpec(NamedParameterSpec.ED25519, HEX.parseHex(seed)));
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A signed envelope around these bytes. */
  public byte[] envelope(byte[] payload) {
    DsseEnvelope bare = new DsseEnvelope(payload, java.util.List.of());
    return bare.signed(key().id(), sign(bare.preAuthenticationEncoding())).toJson();
  }
}
