package dev.sluice.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate for this machine and its key, made by the JDK's own tool, as files. */
final class LoopbackCertificate {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";

  private final Path store;
  private final Path certificate;
  private final Path key;

  private LoopbackCertificate(Path directory) {
    this.store = directory.resolve("store.p12");
    this.certificate = directory.resolve("chain.pem");
    this.key = directory.resolve("key.pem");
  }

  /** Makes one in a directory. */
  static LoopbackCertificate in(Path directory) throws Exception {
    LoopbackCertificate made = new LoopbackCertificate(directory);
    made.generate();
    KeyStore pair = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(made.store)) {
      pair.load(in, PASSWORD.toCharArray());
    }
    Files.writeString(
        made.certificate, pem("CERTIFICATE", pair.getCertificate(ALIAS).getEncoded()));
    Files.writeString(
        made.key, pem("PRIVATE KEY", pair.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    made.trustOnly(pair);
    return made;
  }

  private void generate() throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-J-XX:TieredStopAtLevel=1",
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=DNS:localhost,IP:127.0.0.1",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  /** The device has the certificate alone. */
  private void trustOnly(KeyStore pair) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, pair.getCertificate(ALIAS));
    try (var out = Files.newOutputStream(store)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  /** The chain, PEM. */
  Path certificate() {
    return certificate;
  }

  /** The private key, PEM. */
  Path key() {
    return key;
  }

  /** Options of a JVM that trusts this certificate and no other. */
  List<String> trustingOptions() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der));
  }
}
