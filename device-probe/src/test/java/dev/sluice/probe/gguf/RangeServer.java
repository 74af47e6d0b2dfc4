package dev.sluice.probe.gguf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on the loopback address that serves one file by ranges, or misbehaves as told. */
public final class RangeServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  /** How a request is answered. */
  public interface Manners {
    /** Answers a request for the bytes from {@code first} to {@code last}. */
    void answer(HttpExchange exchange, int first, int last) throws IOException;
  }

  public RangeServer(Manners manners) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, manners));
    server.start();
  }

  /** Answers as RFC 9110 wants it. */
  public static Manners serving(byte[] file) {
    return (exchange, first, last) -> {
      if (first >= file.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      int end = Math.min(last, file.length - 1);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(first, end, file.length));
      exchange.sendResponseHeaders(206, end - first + 1L);
      exchange.getResponseBody().write(file, first, end - first + 1);
    };
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The ranges that were asked for, in order. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private void serve(HttpExchange exchange, Manners manners) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher asked = RANGE.matcher(String.valueOf(range));
    try (OutputStream body = exchange.getResponseBody()) {
      if (asked.matches()) {
        ranges.add(range);
        manners.answer(
            exchange, Integer.parseInt(asked.group(1)), Integer.parseInt(asked.group(2)));
      } else {
        exchange.sendResponseHeaders(400, -1);
      }
    } catch (IOException clientHungUp) {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
