package dev.sluice.ingest.http;

import dev.sluice.ingest.intake.Intake;
import dev.sluice.ingest.intake.ReportLog;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listens for HTTP/1.1, with one event loop a processor behind one port. */
public final class HttpFront implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 1024;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final Duration LISTEN_TIMEOUT = Duration.ofSeconds(30);
  // Above the time that a log takes to fail a report: requests under way get their answer.
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);

  /** Vert.x takes a negative port for: one free port, the same for all event loops. */
  private static final int SHARED_FREE_PORT = -1;

  private final Vertx vertx;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  private HttpFront(Vertx vertx) {
    this.vertx = vertx;
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
    Vertx vertx = Vertx.vertx(vertxOptions());
    vertx.exceptionHandler(Routes::reportFailure);
    var front = new HttpFront(vertx);
    var routes =
        new Routes(
            vertx,
            limits.bodyTimeout(),
            new ReportEndpoints(vertx, intake, limits),
            new OperatorEndpoints(vertx, log, intake.counters(), metrics));
    try {
      front.listen(
          serverOptions(host, port, limits), new ConnectionLimit(limits.maxConnections()), routes);
      return front;
    } catch (IOException e) {
      front.close();
      throw e;
    }
  }

  private void listen(HttpServerOptions options, ConnectionLimit connections, Routes routes)
      throws IOException {
    var instances = new DeploymentOptions().setInstances(processors());
    Future<String> deployed =
        vertx.deployVerticle(() -> context -> listenOnce(options, connections, routes), instances);
    try {
      deployed
          .toCompletionStage()
          .toCompletableFuture()
          .get(LISTEN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "cannot listen on " + options.getHost() + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IOException("cannot listen on " + options.getHost() + " in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Future<HttpServer> listenOnce(
      HttpServerOptions options, ConnectionLimit connections, Routes routes) {
    HttpServer server = vertx.createHttpServer(options);
    servers.add(server);
    return server
        .connectionHandler(connections)
        .invalidRequestHandler(new InvalidRequests())
        .exceptionHandler(broken -> {}) // a client that went away; its address is not our business
        .requestHandler(routes)
        .listen();
  }

  /** The port that is listened on. */
  public int port() {
    return servers.get(0).actualPort();
  }

  /** Stops listening, lets requests that are under way finish, and lets go of everything. */
  @Override
  public void close() {
    List<Future<Void>> stopping =
        servers.stream().map(server -> server.shutdown(DRAIN_TIMEOUT)).toList();
    await(Future.join(stopping).mapEmpty());
    await(vertx.close());
  }

  private static void await(Future<?> future) {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(DRAIN_TIMEOUT.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Routes.reportFailure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(processors())
        .setWorkerPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static HttpServerOptions serverOptions(String host, int port, HttpLimits limits) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port == 0 ? SHARED_FREE_PORT : port)
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setIdleTimeout((int) limits.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        // Bodies are small and never compressed: what else HTTP can do is left out.
        .setHttp2ClearTextEnabled(false)
        .setDecompressionSupported(false)
        .setCompressionSupported(false);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
