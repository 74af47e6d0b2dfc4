package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ingest.tls.SelfSigned;
import dev.sluice.ingest.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes with certificates that are made here. */
@Timeout(120)
class TlsTest {
  @TempDir private Path directory;
  private final TestReports reports = new TestReports(4);
  private final InMemoryReportLog log = new InMemoryReportLog();
  private SelfSigned first;
  private TlsFiles files;
  private IngestServer server;

  @BeforeEach
  void start() throws Exception {
    first = SelfSigned.create(directory, "EC");
    files = new TlsFiles(directory.resolve("chain.pem"), directory.resolve("key.pem"));
    write(first);
    server = IngestServer.start(config(), ServedIngest.LIMITS, log, NOON);
  }

  private IngestConfig config() {
    return ServedIngest.config(0).withAccess(new Access(Optional.empty(), Optional.of(files)));
  }

  private void write(SelfSigned pair) throws Exception {
    Files.writeString(files.certificate(), pair.certificatePem());
    Files.writeString(files.key(), pair.keyPem());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private IngestClient client(SelfSigned trusted) throws Exception {
    return new IngestClient(server.port(), trusted.trusting());
  }

  @Test
  void post_overTls_is202() throws Exception {
    assertThat(client(first).one(reports.next()).statusCode()).isEqualTo(202);
  }

  @Test
  void post_byAClientThatTrustsAnother_doesNotConnect() throws Exception {
    SelfSigned other = SelfSigned.create(directory, "EC");

    assertThatThrownBy(() -> client(other).one(reports.next())).isInstanceOf(IOException.class);
    assertThat(log.stored()).isEmpty();
  }

  @Test
  void handshake_ofTls12And13_worksAndOlderOnesDoNot() throws Exception {
    assertThat(handshake("TLSv1.2")).isEqualTo(first.certificate());
    assertThat(handshake("TLSv1.3")).isEqualTo(first.certificate());
    assertThatThrownBy(() -> handshake("TLSv1.1")).isInstanceOf(SSLException.class);
  }

  private Certificate handshake(String version) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            first
                .trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void clearText_toATlsPort_isNotAnswered() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThatThrownBy(connection::status).isInstanceOf(IOException.class);
    }
  }

  @Test
  void certificate_changed_isShownToNewConnectionsWithoutARestart() throws Exception {
    SelfSigned second = SelfSigned.create(directory, "RSA");
    write(second);
    server.lookAtFiles();

    assertThat(client(second).one(reports.next()).statusCode()).isEqualTo(202);
    assertThatThrownBy(() -> client(first).one(reports.next())).isInstanceOf(IOException.class);
    assertThat(client(second).get("/metrics").body())
        .contains("sluice_ingest_reloads_total{file=\"certificate\",outcome=\"taken\"} 1.0")
        .contains("sluice_ingest_certificate_expires_seconds ");
  }

  @Test
  void certificate_changedBeforeItsKey_staysUntilBothAreThere() throws Exception {
    SelfSigned second = SelfSigned.create(directory, "EC");
    Files.writeString(files.certificate(), second.certificatePem());
    server.lookAtFiles();
    assertThat(client(first).one(reports.next()).statusCode()).isEqualTo(202);

    write(second);
    server.lookAtFiles();
    assertThat(client(second).one(reports.next()).statusCode()).isEqualTo(202);
  }

  @Test
  void start_filesThatCannotBeUsed_isOneLineThatNamesThem() throws Exception {
    Files.writeString(files.key(), SelfSigned.create(directory, "EC").keyPem());
    assertStartFails(files.key() + ": it is not the key of the first certificate in ");
    Files.writeString(files.key(), "-----BEGIN RSA PRIVATE KEY-----\n");
    assertStartFails(files.key() + ": there is no PRIVATE KEY in it");
    Files.writeString(
        files.key(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertStartFails(files.key() + ": it is no private key of kind EC");
    Files.writeString(files.certificate(), "");
    assertStartFails(files.certificate() + ": no PEM certificate");
    Files.delete(files.certificate());
    assertStartFails(files.certificate() + ": there is no such file");
  }

  private void assertStartFails(String message) {
    var unused = new InMemoryReportLog();
    assertThatThrownBy(() -> IngestServer.start(config(), ServedIngest.LIMITS, unused, NOON))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
    assertThat(unused.isClosed()).isTrue();
  }
}
