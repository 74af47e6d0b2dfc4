package dev.sluice.ingest.tls;

import dev.sluice.ingest.reload.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate chain and the private key of its first certificate, which were found to belong
 * together. A server started, or changed over, with a pair that does not match would only notice
 * with the first client.
 *
 * @param certificateChain PEM, nobody changes it
 * @param privateKey PEM, nobody changes it
 * @param expires when the first certificate does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TlsIdentity(byte[] certificateChain, byte[] privateKey, Instant expires) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final byte[] ANY_BYTES =
      "do you belong together?".getBytes(StandardCharsets.UTF_8);

  /**
   * Reads the contents of both files.
   *
   * @param contents of certificate and key, in this order
   * @throws UnusableFileException if one cannot be read, or the two do not belong together
   */
  public static TlsIdentity parse(TlsFiles files, List<byte[]> contents)
      throws UnusableFileException {
    byte[] chain = contents.get(0);
    byte[] key = contents.get(1);
    X509Certificate certificate = first(files, chain);
    PrivateKey privateKey = privateKey(files, key, certificate.getPublicKey().getAlgorithm());
    if (!belongTogether(certificate.getPublicKey(), privateKey)) {
      throw new UnusableFileException(
          files.key() + ": it is not the key of the first certificate in " + files.certificate());
    }
    return new TlsIdentity(chain, key, certificate.getNotAfter().toInstant());
  }

  private static X509Certificate first(TlsFiles files, byte[] pem) throws UnusableFileException {
    try {
      Collection<? extends Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (!chain.isEmpty() && chain.iterator().next() instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException e) {
      // Said below.
    }
    throw new UnusableFileException(files.certificate() + ": no PEM certificate can be read in it");
  }

  private static PrivateKey privateKey(TlsFiles files, byte[] pem, String algorithm)
      throws UnusableFileException {
    Matcher block = PKCS8.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new UnusableFileException(
          files.key()
              + ": there is no PRIVATE KEY in it; 'openssl pkcs8 -topk8 -nocrypt' makes one of"
              + " other forms");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableFileException(files.key() + ": it is no private key of kind " + algorithm);
    }
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
    try {
      Signature signature = Signature.getInstance(signatureOf(publicKey.getAlgorithm()));
      signature.initSign(privateKey);
      signature.update(ANY_BYTES);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(ANY_BYTES);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signatureOf(String algorithm) {
    return switch (algorithm) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> algorithm;
    };
  }

  @Override
  public String toString() {
    return "a TLS identity that expires " + expires;
  }
}
