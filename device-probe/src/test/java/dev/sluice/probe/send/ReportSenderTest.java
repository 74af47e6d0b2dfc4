package dev.sluice.probe.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportSenderTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(5));

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void startBusyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/reports",
        exchange -> {
          requests.incrementAndGet();
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

  private ReportSender sender(int attemptsUntilOptOut) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ReportSender(address, POLICY, () -> 0.5, () -> requests.get() < attemptsUntilOptOut);
  }
}
