package dev.sluice.probe.flags.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.probe.flags.FlagFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpFlagSourceTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private HttpHandler handler = exchange -> answer(exchange, 200, "{}");

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/flags", exchange -> handler.handle(exchange));
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void ask_sameFileAgain_costsAnEmptyAnswer() {
    handler =
        exchange -> {
          exchange.getResponseHeaders().add("ETag", "\"one\"");
          boolean known = "\"one\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          answer(exchange, known ? 304 : 200, known ? "" : "{}");
        };

    FlagSource.Answer.Changed first = (FlagSource.Answer.Changed) ask(Optional.empty());

    assertThat(first.text()).isEqualTo("{}");
    assertThat(ask(first.tag())).isInstanceOf(FlagSource.Answer.Unchanged.class);
  }

  @Test
  void ask_busyServer_saysWhenToComeBack() {
    handler =
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "120");
          answer(exchange, 503, "later");
        };

    assertThat(unavailable().retryAfter()).hasValue(Duration.ofMinutes(2));
  }

  @Test
  void ask_redirect_isNotFollowed() {
    handler =
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
          answer(exchange, 302, "");
        };

    assertThat(unavailable().reason()).contains("302");
  }

  @Test
  void ask_endlessFile_isCutOff() {
    handler =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[64 * 1024];
          for (int i = 0; i < 10 * FlagFile.MAX_BYTES / block.length; i++) {
            exchange.getResponseBody().write(block);
          }
          exchange.close();
        };

    assertThat(unavailable().reason()).contains("longer than");
  }

  @Test
  void ask_nobodyThere_isUnavailable() {
    server.stop(0);

    assertThat(unavailable().reason()).contains("no answer");
  }

  @Test
  void ask_answerThatBreaksOff_isUnavailable() {
    handler =
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          exchange.getHttpContext().getServer().stop(0);
        };

    assertThat(unavailable().reason()).isNotEmpty();
  }

  @Test
  void ask_answerThatDrips_isGivenUpAfterTheLimit() {
    handler =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
              Thread.sleep(20);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    FlagSource.Answer answer =
        new HttpFlagSource(address(), Duration.ofMillis(400)).ask(Optional.empty());

    assertThat(((FlagSource.Answer.Unavailable) answer).reason()).contains("in time");
  }

  @Test
  void ask_strangeTag_isNotSentBack() {
    handler =
        exchange -> {
          exchange.getResponseHeaders().add("ETag", "a".repeat(5_000));
          answer(exchange, 200, "{}");
        };

    assertThat(((FlagSource.Answer.Changed) ask(Optional.empty())).tag()).isEmpty();
  }

  private FlagSource.Answer.Unavailable unavailable() {
    return (FlagSource.Answer.Unavailable) ask(Optional.empty());
  }

  private FlagSource.Answer ask(Optional<String> tag) {
    return new HttpFlagSource(address(), Duration.ofSeconds(20)).ask(tag);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
