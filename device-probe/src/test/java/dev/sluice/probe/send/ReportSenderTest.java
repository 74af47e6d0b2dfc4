package dev.sluice.probe.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportSenderTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(5));

  private final AtomicInteger requests = new AtomicInteger();
  private final List<Integer> connections = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
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
          exchange.sendResponseHeaders(503, -1);
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

  private ReportSender sender(int attemptsUntilOptOut) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ReportSender(address, POLICY, () -> 0.5, () -> requests.get() < attemptsUntilOptOut);
  }
}
