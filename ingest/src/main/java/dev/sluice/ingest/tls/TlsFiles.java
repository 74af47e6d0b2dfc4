package dev.sluice.ingest.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * Where certificate and key are.
 *
 * @param certificate PEM, the server's certificate first, then those that lead to a root
 * @param key PEM, the certificate's private key, in PKCS#8, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {

  /** Both, in the order of {@link TlsIdentity#parse}. */
  public List<Path> paths() {
    return List.of(certificate, key);
  }
}
