package dev.sluice.probe.releasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.sluice.probe.release.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  /** The header of every Ed25519 private key in PKCS #8. */
  private static final String PKCS8 = "302e020100300506032b657004220420";

  @TempDir private Path directory;

  /** RFC 8032: the public half follows from the seed. */
  @Test
  void read_keysOfTheStandard_havePublicKeyAndSignaturesOfTheStandard() throws IOException {
    byte[] message = "signed".getBytes(StandardCharsets.UTF_8);
    for (TestKeys keys : List.of(TestKeys.FIRST, TestKeys.SECOND)) {
      SigningKey key = SigningKey.read(file(keys.seed() + ".key", pem(PKCS8 + keys.seed())));

      assertThat(key.publicKey()).isEqualTo(keys.key());
      assertThat(key.sign(message)).isEqualTo(keys.sign(message));
    }
  }

  @Test
  void read_whatToPemWrote_isTheSameKey() throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());

    SigningKey read =
        SigningKey.read(file("a.key", new String(key.toPem(), StandardCharsets.US_ASCII)));

    assertThat(read.publicKey()).isEqualTo(key.publicKey());
    assertThat(key.publicKey().verifies(new byte[9], read.sign(new byte[9]))).isTrue();
  }

  @Test
  void read_keyThatOthersMayRead_isRefused() throws IOException {
    Path file = file("open.key", pem(PKCS8 + TestKeys.FIRST.seed()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatIOException()
        .isThrownBy(() -> SigningKey.read(file))
        .withMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----\n",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
      })
  void read_anythingElse_isRefusedInOneLine(String text) {
    assertThatIOException()
        .isThrownBy(() -> SigningKey.read(file("bad.key", text)))
        .withMessageMatching("[^\\n]*must (be one PEM block|hold an Ed25519).*");
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static String pem(String hex) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))
        + "\n-----END PRIVATE KEY-----\n";
  }
}
