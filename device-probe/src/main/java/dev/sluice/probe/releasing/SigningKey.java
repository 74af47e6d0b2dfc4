package dev.sluice.probe.releasing;

import dev.sluice.probe.release.ReleaseKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A publisher's Ed25519 private key, in a PKCS #8 PEM file as openssl writes and reads it. */
final class SigningKey {
  private static final int MAX_PEM_BYTES = 8 * 1024;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----(?<body>[A-Za-z0-9+/=\\s]{1,4000})-----END PRIVATE"
              + " KEY-----\\s*");
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final EdECPrivateKey key;
  private final ReleaseKey publicKey;

  private SigningKey(EdECPrivateKey key, ReleaseKey publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  static SigningKey generate(SecureRandom random) {
    try {
      KeyPair pair = pair(random);
      return new SigningKey((EdECPrivateKey) pair.getPrivate(), ReleaseKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }

  /**
   * Reads a key that nobody but its owner can have read.
   *
   * @throws IOException with one line; never with anything of the key
   */
  static SigningKey read(Path file) throws IOException {
    byte[] bytes = BoundedFile.read(file, MAX_PEM_BYTES);
    requireOwnerOnly(file);
    Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!pem.matches()) {
      throw new IOException(
          file + ": it must be one PEM block 'PRIVATE KEY' (PKCS #8, not encrypted)");
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(pem.group("body").replaceAll("\\s", ""));
      EdECPrivateKey key =
          (EdECPrivateKey)
              KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey(key, publicKeyOf(key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: what a decoder says about a key could quote it.
      throw new IOException(file + ": it must hold an Ed25519 private key");
    }
  }

  /**
   * The public half. The JDK computes it only while it generates a pair, whose private key is the
   * next 32 bytes of the generator that it is given.
   */
  private static ReleaseKey publicKeyOf(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] seed = key.getBytes().orElseThrow(() -> new GeneralSecurityException("no seed"));
    KeyPair pair = pair(new SeedOnly(seed));
    if (!Arrays.equals(((EdECPrivateKey) pair.getPrivate()).getBytes().orElse(new byte[0]), seed)) {
      throw new IllegalStateException("this Java platform derives Ed25519 keys in another way");
    }
    return ReleaseKey.of(pair.getPublic());
  }

  private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(255, random);
    return generator.generateKeyPair();
  }

  ReleaseKey publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs anything", e);
    }
  }

  byte[] toPem() {
    return ("-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
            + "\n-----END PRIVATE KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(
          file + ": others than its owner may read this private key; try: chmod 600 " + file);
    }
  }

  /** Gives out one seed. */
  private static final class SeedOnly extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    private SeedOnly(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("an Ed25519 seed has 32 bytes, not " + bytes.length);
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
