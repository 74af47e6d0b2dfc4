package dev.sluice.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An ingest that has no room for anything, and remembers what it was offered. */
final class BusyIngest implements AutoCloseable {
  private final HttpServer server;
  private final Queue<ByteBuffer> bodies = new ConcurrentLinkedQueue<>();

  BusyIngest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::refuse);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<ByteBuffer> bodies() {
    return List.copyOf(bodies);
  }

  private void refuse(HttpExchange exchange) throws IOException {
    bodies.add(ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()));
    exchange.getResponseHeaders().add("Retry-After", "0");
    exchange.sendResponseHeaders(503, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
