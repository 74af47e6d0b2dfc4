package dev.sluice.probe.cycle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An ingest that writes down every byte string that it was sent, and answers as a bad day does: now
 * and then not at all, late, or with an error, although it has read the report.
 */
final class RecordingReceiver implements AutoCloseable {
  private final Map<String, Set<ByteBuffer>> received = new TreeMap<>();
  private final Random moods;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  RecordingReceiver(long seed) throws IOException {
    moods = new Random(seed);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/reports", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The distinct byte strings of each cell of a device. A cell is a model and its version here. */
  synchronized Map<String, Set<ByteBuffer>> of(String device) {
    Map<String, Set<ByteBuffer>> cells = new TreeMap<>();
    received.forEach(
        (cell, bytes) -> {
          if (cell.startsWith(device + "/")) {
            cells.put(cell, Set.copyOf(bytes));
          }
        });
    return cells;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int mood = record(exchange.getRequestBody().readAllBytes());
      if (mood == 0) {
        return; // the connection ends without an answer
      }
      if (mood == 1) {
        pause();
      }
      exchange.sendResponseHeaders(mood == 2 ? 503 : 202, -1);
    }
  }

  private synchronized int record(byte[] bytes) {
    Report report = ((Decoded.Value<Report>) ReportFormat.decode(bytes)).value();
    String cell = report.getModel().getName() + "/" + report.getModel().getVersion();
    received.computeIfAbsent(cell, absent -> new HashSet<>()).add(ByteBuffer.wrap(bytes));
    return moods.nextInt(12);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
