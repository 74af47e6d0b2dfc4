package dev.sluice.ingest.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many connections there are and how long each may take over what it began: its first
 * headers, a body, the time until its next request. What is late is closed, however many bytes
 * trickle in; an idle timeout alone would be reset by each of them.
 *
 * <p>One timer looks at all connections of an event loop: a request costs no timer of its own.
 */
final class ConnectionWatch implements Handler<HttpConnection> {
  private final HttpLimits limits;
  private final AtomicInteger open;
  private final Map<HttpConnection, Deadline> deadlines = new ConcurrentHashMap<>();

  /**
   * Watches the connections of one event loop.
   *
   * @param open counts the connections of all event loops
   */
  ConnectionWatch(HttpLimits limits, AtomicInteger open) {
    this.limits = limits;
    this.open = open;
  }

  /** Begins to look; to be called on the event loop whose connections these are. */
  void start(Vertx vertx) {
    vertx.setPeriodic(limits.watchInterval().toMillis(), timer -> look(System.nanoTime()));
  }

  @Override
  public void handle(HttpConnection connection) {
    deadlines.put(connection, new Deadline(connection, limits.headTimeout()));
    connection.closeHandler(
        closed -> {
          open.decrementAndGet();
          deadlines.remove(connection);
        });
    if (open.incrementAndGet() > limits.maxConnections()) {
      connection.close();
    }
  }

  /** The deadline of the connection on which a request has begun. */
  Deadline of(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    Deadline deadline = deadlines.get(connection);
    // One that is closing already has none; what is done to it here comes to nothing.
    return deadline == null ? new Deadline(connection, limits.headTimeout()) : deadline;
  }

  private void look(long nowNanos) {
    deadlines.values().forEach(each -> each.look(nowNanos));
  }

  /** What one connection has to do next, and until when; belongs to its event loop. */
  static final class Deadline {
    private final HttpConnection connection;
    private final Runnable close;
    private long dueNanos;
    private Runnable whenLate;

    Deadline(HttpConnection connection, Duration longest) {
      this.connection = connection;
      this.close = connection::close;
      this.whenLate = close;
      this.dueNanos = System.nanoTime() + longest.toNanos();
    }

    /** Within a time there must be another deadline, or something else happens. */
    void set(Duration longest, Runnable otherwise) {
      dueNanos = System.nanoTime() + longest.toNanos();
      whenLate = otherwise;
    }

    /** Within a time there must be another deadline, or the connection is closed. */
    void set(Duration longest) {
      set(longest, close);
    }

    void closeConnection() {
      connection.close();
    }

    private void look(long nowNanos) {
      if (nowNanos - dueNanos >= 0) {
        Runnable late = whenLate;
        set(Duration.ofDays(1));
        late.run();
      }
    }
  }
}
