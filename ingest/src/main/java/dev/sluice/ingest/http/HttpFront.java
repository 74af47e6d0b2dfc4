package dev.sluice.ingest.http;

import dev.sluice.ingest.intake.Intake;
import dev.sluice.ingest.intake.ReportLog;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listens for HTTP/1.1, with one event loop a processor behind one port. */
public final class HttpFront implements AutoCloseable {
  private static final Duration LISTEN_TIMEOUT = Duration.ofSeconds(30);
  // Above the time that a log takes to fail a report: requests under way get their answer.
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration STOP_TIMEOUT = DRAIN_TIMEOUT.plusSeconds(5);

  private final Vertx vertx;
  private final HttpLimits limits;
  private final ConnectionLimit connections;
  private final Routes routes;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  private HttpFront(Vertx vertx, HttpLimits limits, Routes routes) {
    this.vertx = vertx;
    this.limits = limits;
    this.connections = new ConnectionLimit(limits.maxConnections());
    this.routes = routes;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any that is free
   * @throws IOException if the address cannot be listened on
   */
  public static HttpFront start(
      String host,
      int port,
      HttpLimits limits,
      Intake intake,
      ReportLog log,
      PrometheusRegistry metrics)
      throws IOException {
    Vertx vertx = Vertx.vertx(HttpSettings.vertx(eventLoops()));
    vertx.exceptionHandler(Routes::reportFailure);
    var reports = new ReportEndpoints(vertx, intake, limits);
    var operators = new OperatorEndpoints(vertx, log, intake.counters(), metrics);
    var routes = new Routes(vertx, limits.bodyTimeout(), reports, operators);
    var front = new HttpFront(vertx, limits, routes);
    try {
      front.listen(host, port);
      return front;
    } catch (IOException e) {
      front.close();
      throw e;
    }
  }

  private void listen(String host, int port) throws IOException {
    SocketAddress address =
        port == 0
            ? SocketAddress.sharedRandomPort(1, host) // the same for all event loops
            : SocketAddress.inetSocketAddress(port, host);
    Future<String> deployed =
        vertx.deployVerticle(
            () -> context -> listenOnce(address),
            new DeploymentOptions().setInstances(eventLoops()));
    try {
      await(deployed, LISTEN_TIMEOUT);
    } catch (ExecutionException e) {
      throw new IOException("cannot listen on " + host + ":" + port + ": " + reason(e), e);
    } catch (TimeoutException e) {
      throw new IOException("cannot listen on " + host + ":" + port + " in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String reason(ExecutionException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  private Future<HttpServer> listenOnce(SocketAddress address) {
    HttpServer server = vertx.createHttpServer(HttpSettings.server(limits));
    servers.add(server);
    return server
        .connectionHandler(connections)
        .invalidRequestHandler(new InvalidRequests())
        .exceptionHandler(broken -> {}) // a client that went away; its address is not our business
        .requestHandler(routes)
        .listen(address);
  }

  /** The port that is listened on. */
  public int port() {
    return servers.get(0).actualPort();
  }

  /** Stops listening, and waits for a bounded time until requests under way are answered. */
  public void drain() {
    List<Future<Void>> draining =
        servers.stream().map(server -> server.shutdown(DRAIN_TIMEOUT)).toList();
    awaitQuietly(Future.join(draining));
  }

  /** Lets go of everything. To be called when no more acknowledgements can come. */
  @Override
  public void close() {
    awaitQuietly(vertx.close());
  }

  private static void awaitQuietly(Future<?> future) {
    try {
      await(future, STOP_TIMEOUT);
    } catch (ExecutionException | TimeoutException e) {
      Routes.reportFailure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Future<?> future, Duration longest)
      throws ExecutionException, TimeoutException, InterruptedException {
    future.toCompletionStage().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static int eventLoops() {
    return Runtime.getRuntime().availableProcessors();
  }
}
