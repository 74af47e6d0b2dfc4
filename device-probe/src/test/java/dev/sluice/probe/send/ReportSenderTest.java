package dev.sluice.probe.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportSenderTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));

  private final AtomicInteger requests = new AtomicInteger();
  private final List<Integer> connections = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private volatile int status = 503;
  private HttpServer server;

  @BeforeEach
  void startBusyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/reports",
        exchange -> {
          requests.incrementAndGet();
          connections.add(exchange.getRemoteAddress().getPort());
          headers.add(new TreeMap<>(exchange.getRequestHeaders()));
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void send_neverAllowed_makesNoRequest() {
    assertThat(sender(0).send(new byte[8])).isInstanceOf(Delivery.Deferred.class);
    assertThat(requests).hasValue(0);
  }

  @Test
  void send_ownerOptsOutBetweenTwoAttempts_makesNoFurtherOne() {
    assertThat(sender(2).send(new byte[8])).isInstanceOf(Delivery.Deferred.class);
    assertThat(requests).hasValue(2);
  }

  @Test
  void send_serverBusy_triesAsOftenAsThePolicySays() {
    assertThat(sender(Integer.MAX_VALUE).send(new byte[8])).isInstanceOf(Delivery.Deferred.class);
    assertThat(requests).hasValue(5);
  }

  @Test
  void send_reportsOfOneDevice_shareNoConnection() {
    ReportSender sender = sender(Integer.MAX_VALUE);
    sender.send(new byte[8]);
    sender.send(new byte[8]);

    assertThat(connections).hasSize(10);
    assertThat(connections.subList(0, 5)).doesNotContainAnyElementsOf(connections.subList(5, 10));
  }

  @Test
  void send_anyDevice_tellsNothingInItsHeaders() {
    sender(1).send(new byte[8]);

    assertThat(headers.get(0))
        .containsOnlyKeys("Content-length", "Content-type", "Host", "User-agent")
        .containsEntry("User-agent", List.of("sluice-probe"));
  }

  @Test
  void send_withACredential_showsItAndKeepsTheReportWhenItIsNotTaken(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("fleet.secret"), "sluice_abc\n");
    FleetCredential credential = FleetCredential.fromFile(file);
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    status = 401;

    Delivery delivery =
        new ReportSender(address, POLICY, () -> 0.5, () -> true, credential).send(new byte[8]);

    assertThat(headers.get(0)).containsEntry("Authorization", List.of("Bearer sluice_abc"));
    assertThat(delivery).isInstanceOf(Delivery.Deferred.class);
    assertThat(delivery.toString()).contains("credential").doesNotContain("sluice_abc");
    assertThat(credential.toString()).doesNotContain("sluice_abc");
  }

  @Test
  void credential_goesOverHttpsOrToThisMachineAlone(@TempDir Path directory) throws IOException {
    FleetCredential credential =
        FleetCredential.fromFile(Files.writeString(directory.resolve("a"), "secret"));

    for (String good : List.of("https://in.example", "http://127.0.0.1:8080", "http://localhost")) {
      assertThat(credential.objectionTo(URI.create(good))).as(good).isEmpty();
    }
    for (String bad : List.of("http://in.example", "http://127.0.0.1.example", "http://10.0.0.1")) {
      assertThat(credential.objectionTo(URI.create(bad))).as(bad).isPresent();
    }
  }

  @Test
  void credential_fileThatHoldsNone_isNamedAndNotQuoted(@TempDir Path directory)
      throws IOException {
    for (String content : List.of("", "two words", "a\nb", "x".repeat(2000), "\u00e9")) {
      Path file = Files.writeString(directory.resolve("a"), content);
      assertThatThrownBy(() -> FleetCredential.fromFile(file))
          .hasMessage(file + ": does not hold one credential, a single line without spaces");
    }
    assertThatThrownBy(() -> FleetCredential.fromFile(directory.resolve("no")))
        .hasMessageEndingWith("no: there is no such file");
  }

  private ReportSender sender(int attemptsUntilOptOut) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ReportSender(address, POLICY, () -> 0.5, () -> requests.get() < attemptsUntilOptOut);
  }
}
