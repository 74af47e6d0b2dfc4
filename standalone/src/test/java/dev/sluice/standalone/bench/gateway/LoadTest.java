package dev.sluice.standalone.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final int[] STATUSES = {202, 202, 429, 503};

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/v1/reports",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int status = STATUSES[requests.getAndIncrement() % STATUSES.length];
          byte[] answer = status == 202 ? new byte[0] : new byte[] {1, 2};
          exchange.sendResponseHeaders(body.length == 5 ? status : 400, lengthOf(answer));
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  /** The server's -1 means that there is no body. */
  private static long lengthOf(byte[] answer) {
    return answer.length == 0 ? -1 : answer.length;
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void send_severalConnections_countsWhatEveryRequestWasAnswered() throws InterruptedException {
    Answers answers = load(server.getAddress().getPort(), 0).send(List.of(new byte[5]));

    assertThat(requests).hasValue(40);
    assertThat(answers.all()).isEqualTo(40);
    assertThat(answers.with(Answers.ACCEPTED)).isEqualTo(20);
    assertThat(answers.with(Answers.COME_AGAIN)).isEqualTo(10);
    assertThat(answers.with(Answers.UNAVAILABLE)).isEqualTo(10);
    assertThat(answers.with(Answers.BROKEN)).isZero();
  }

  @Test
  void send_eachAtItsTime_sendsThemAllToo() throws InterruptedException {
    Answers answers = load(server.getAddress().getPort(), 5_000).send(List.of(new byte[5]));

    assertThat(answers.all()).isEqualTo(40);
  }

  @Test
  void send_nobodyListens_countsBrokenRequests() throws InterruptedException {
    int port = server.getAddress().getPort();
    server.stop(0);

    Answers answers = load(port, 0).send(List.of(new byte[5]));

    assertThat(answers.with(Answers.BROKEN)).isEqualTo(40);
  }

  private static Load load(int port, double perSecond) {
    return new Load(port, "/v1/reports", 4, 40, perSecond);
  }
}
