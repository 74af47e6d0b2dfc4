package dev.sluice.probe.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Headers read over HTTP, from servers that behave and servers that do not. */
@Timeout(60)
class RemoteGgufTest {
  private static final RemoteLimits LIMITS =
      new RemoteLimits(4_096, 128, 3, Duration.ofSeconds(20), Duration.ofSeconds(40));

  private static final RemoteLimits IMPATIENT =
      new RemoteLimits(4_096, 128, 3, Duration.ofMillis(300), Duration.ofSeconds(40));

  @Test
  void inspect_goodServer_describesModelFromItsHeaderAlone() throws IOException {
    byte[] file = Arrays.copyOf(GgufBytes.soundFile(), 1 << 20);
    try (RangeServer server = new RangeServer(RangeServer.serving(file))) {
      GgufInspection inspection = RemoteGguf.inspect(server.uri("/model.gguf"), LIMITS);

      assertThat(inspection).isInstanceOf(GgufInspection.Sound.class);
      GgufModel model = ((GgufInspection.Sound) inspection).model();
      assertThat(model.architecture()).isEqualTo("llama");
      assertThat(model.fileBytes()).isEqualTo(1 << 20);
      assertThat(server.ranges()).startsWith("bytes=0-127").hasSizeLessThan(6);
    }
  }

  @Test
  void inspect_skippedArray_isNotFetched() throws IOException {
    GgufBytes file =
        new GgufBytes()
            .preamble(3, 1, 2)
            .text("general.architecture", "llama")
            .string("scores")
            .int32(9)
            .int32(6)
            .int64(100_000)
            .raw(new byte[400_000])
            .tensor("weight", 0, 0, 8)
            .padTo(32)
            .raw(new byte[32]);
    try (RangeServer server = new RangeServer(RangeServer.serving(file.toByteArray()))) {
      assertThat(RemoteGguf.inspect(server.uri("/"), LIMITS))
          .isInstanceOf(GgufInspection.Sound.class);
    }
  }

  @Test
  void inspect_redirects_areFollowedButNotForEver() throws IOException {
    RangeServer.Manners file = RangeServer.serving(GgufBytes.soundFile());
    RangeServer.Manners manners =
        (exchange, first, last) -> {
          switch (exchange.getRequestURI().getPath()) {
            case "/model" -> file.answer(exchange, first, last);
            case "/twice" -> redirect(exchange, "/once");
            case "/once" -> redirect(exchange, "model");
            default -> redirect(exchange, "/loop");
          }
        };
    try (RangeServer server = new RangeServer(manners)) {
      assertThat(RemoteGguf.inspect(server.uri("/twice"), LIMITS))
          .isInstanceOf(GgufInspection.Sound.class);
      assertUnreadable(server, "redirects more than 3 times");
    }
  }

  @Test
  void inspect_redirectToFile_isRefused() throws IOException {
    try (RangeServer server =
        new RangeServer((exchange, first, last) -> redirect(exchange, "file:///etc/passwd"))) {
      assertUnreadable(server, "only http and https");
    }
  }

  @Test
  void inspect_serverWithoutRanges_isRefusedWithoutReadingOn() throws IOException {
    try (RangeServer server =
        new RangeServer((exchange, first, last) -> sendForEver(exchange, 200))) {
      assertUnreadable(server, "whole files only (no range requests)");
    }
  }

  @Test
  void inspect_endlessBody_isCutOff() throws IOException {
    RangeServer.Manners manners =
        (exchange, first, last) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-127/1000000");
          sendForEver(exchange, 206);
        };
    try (RangeServer server = new RangeServer(manners)) {
      assertUnreadable(server, "more than the 128 bytes asked for");
    }
  }

  @Test
  void inspect_lyingRanges_areRefused() throws IOException {
    assertRefused("bytes 0-127/1000000", 100, "another part than bytes 0 to 127");
    assertRefused("bytes 1-128/1000000", 128, "another part than bytes 0 to 127");
    assertRefused("bytes 0-127/*", 128, "does not say which part");
    assertRefused("bytes 0-127/9999999999999999999999", 128, "does not say which part");
    assertRefused("", 128, "does not say which part");
  }

  @Test
  void inspect_headerWithoutEnd_isBoundedInBytes() throws IOException {
    GgufBytes file = new GgufBytes().preamble(3, 1, 90_000);
    for (int i = 0; i < 9_000; i++) {
      file.text("key" + i, "value");
    }
    byte[] padded = Arrays.copyOf(file.toByteArray(), 4_000_000);
    try (RangeServer server = new RangeServer(RangeServer.serving(padded))) {
      assertUnreadable(server, "header goes on after 4096 bytes");
      assertThat(server.ranges()).hasSize(32);
    }
  }

  @Test
  void inspect_changedFile_isRefused() throws IOException {
    byte[] file = GgufBytes.soundFile();
    RangeServer.Manners good = RangeServer.serving(file);
    RangeServer.Manners manners =
        (exchange, first, last) -> {
          exchange.getResponseHeaders().set("ETag", "\"" + first + "\"");
          good.answer(exchange, first, last);
        };
    try (RangeServer server = new RangeServer(manners)) {
      assertUnreadable(server, "changed on the server");
    }
  }

  @Test
  void inspect_slowBody_isGivenUp() throws IOException {
    RangeServer.Manners manners =
        (exchange, first, last) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-127/1000000");
          exchange.sendResponseHeaders(206, 128);
          drip(exchange);
        };
    try (RangeServer server = new RangeServer(manners)) {
      assertMessage(RemoteGguf.inspect(server.uri("/"), IMPATIENT), "too slow");
    }
  }

  @Test
  void inspect_silentServer_isGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");

      assertMessage(RemoteGguf.inspect(uri, IMPATIENT), "too slow");
    }
  }

  @Test
  void inspect_statusAndEmptyFile_areNamed() throws IOException {
    try (RangeServer server =
        new RangeServer((exchange, first, last) -> exchange.sendResponseHeaders(404, -1))) {
      assertUnreadable(server, "answers with status 404");
    }
    try (RangeServer server = new RangeServer(RangeServer.serving(new byte[0]))) {
      assertMessage(RemoteGguf.inspect(server.uri("/"), LIMITS), "the file is empty");
    }
    try (RangeServer server =
        new RangeServer(RangeServer.serving("Not Found, said politely\n".getBytes(UTF_8)))) {
      assertMessage(RemoteGguf.inspect(server.uri("/"), LIMITS), "not a GGUF file");
    }
  }

  @Test
  void inspect_closedPort_saysSo() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertMessage(
        RemoteGguf.inspect(URI.create("http://127.0.0.1:" + port + "/"), LIMITS),
        "no server answers there");
  }

  private static void assertRefused(String contentRange, int length, String message)
      throws IOException {
    RangeServer.Manners manners =
        (exchange, first, last) -> {
          exchange.getResponseHeaders().set("Content-Range", contentRange);
          exchange.sendResponseHeaders(206, length);
          exchange.getResponseBody().write(new byte[length]);
        };
    try (RangeServer server = new RangeServer(manners)) {
      assertUnreadable(server, message);
    }
  }

  private static void assertUnreadable(RangeServer server, String message) {
    assertMessage(RemoteGguf.inspect(server.uri("/"), LIMITS), message);
  }

  private static void assertMessage(GgufInspection inspection, String message) {
    assertThat(inspection).isInstanceOf(GgufInspection.Unusable.class);
    assertThat(((GgufInspection.Unusable) inspection).message())
        .contains(message)
        .doesNotContain("\n");
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(302, -1);
  }

  /** Ends when the client hangs up, which makes the write fail. */
  private static void sendForEver(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    OutputStream body = exchange.getResponseBody();
    while (true) {
      body.write(new byte[8_192]);
    }
  }

  private static void drip(HttpExchange exchange) throws IOException {
    for (int i = 0; i < 100; i++) {
      exchange.getResponseBody().write(0);
      exchange.getResponseBody().flush();
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
