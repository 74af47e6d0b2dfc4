package dev.sluice.ingest.http;

import dev.sluice.ingest.senders.FleetsOrTokens;
import dev.sluice.ingest.tls.TlsIdentity;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens for HTTP/1.1, with several event loops behind one port. */
public final class HttpFront implements AutoCloseable {
  private static final Duration LISTEN_TIMEOUT = Duration.ofSeconds(30);
  // Above the time that a log takes to fail a report: requests under way get their answer.
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration STOP_TIMEOUT = DRAIN_TIMEOUT.plusSeconds(5);

  private final Vertx vertx;
  private final HttpLimits limits;
  private final Optional<TlsIdentity> identity;
  private final Routes routes;
  private final AtomicInteger openConnections;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  private HttpFront(
      Vertx vertx,
      HttpLimits limits,
      Optional<TlsIdentity> identity,
      Routes routes,
      AtomicInteger openConnections) {
    this.vertx = vertx;
    this.limits = limits;
    this.identity = identity;
    this.routes = routes;
    this.openConnections = openConnections;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static HttpFront start(HttpAddress address, HttpLimits limits, HttpServices services)
      throws IOException {
    Vertx vertx = Vertx.vertx(HttpSettings.vertx(eventLoops()));
    vertx.exceptionHandler(Routes::reportFailure);
    var openConnections = new AtomicInteger();
    publish(openConnections, limits, services);
    var routes = routes(vertx, limits, services);
    var front = new HttpFront(vertx, limits, address.identity(), routes, openConnections);
    try {
      front.listen(address.host(), address.port());
      return front;
    } catch (IOException e) {
      front.close();
      throw e;
    }
  }

  private static Routes routes(Vertx vertx, HttpLimits limits, HttpServices services) {
    var reports = new ReportEndpoints(vertx, services.senders(), services.intake(), limits);
    var operators =
        new OperatorEndpoints(
            vertx, services.log(), services.intake().counters(), services.metrics());
    var routes = new Routes(limits);
    if (services.senders() instanceof FleetsOrTokens both) {
      var tokens = new TokenEndpoints(vertx, limits, both, services.metrics());
      routes
          .post(TokenEndpoints.PATH, tokens::issue)
          .get("/.well-known/private-token-issuer-directory", tokens::directory);
    }
    return routes
        .post("/v1/reports", reports::one)
        .post("/v1/reports:batch", reports::batch)
        .get("/v1/status", operators::status)
        .get("/healthz", operators::health)
        .get("/readyz", operators::readiness)
        .get("/metrics", operators::metrics);
  }

  private static void publish(AtomicInteger open, HttpLimits limits, HttpServices services) {
    GaugeWithCallback.builder()
        .name("sluice_ingest_connections")
        .help("Open connections.")
        .callback(callback -> callback.call(open.get()))
        .register(services.metrics());
    GaugeWithCallback.builder()
        .name("sluice_ingest_connections_limit")
        .help("Most that may be open; further ones are closed at once.")
        .callback(callback -> callback.call(limits.maxConnections()))
        .register(services.metrics());
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
    HttpServer server = vertx.createHttpServer(HttpSettings.server(limits, identity));
    servers.add(server);
    var connections = new ConnectionWatch(limits, openConnections);
    connections.start(vertx);
    return server
        .connectionHandler(connections)
        .invalidRequestHandler(new InvalidRequests(connections))
        .exceptionHandler(broken -> {}) // a client that went away; its address is not our business
        .requestHandler(request -> routes.handle(request, connections.of(request)))
        .listen(address);
  }

  /**
   * Shows another certificate to connections that are opened from now on.
   *
   * @throws IOException if it cannot be used; the one before stays in use
   */
  public void use(TlsIdentity changed) throws IOException {
    for (HttpServer server : servers) {
      try {
        await(server.updateSSLOptions(HttpSettings.tls(changed)), LISTEN_TIMEOUT);
      } catch (ExecutionException e) {
        throw new IOException("the certificate cannot be used: " + reason(e), e);
      } catch (TimeoutException e) {
        throw new IOException("the certificate cannot be used in time", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
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

  /** One a processor, but for the one that the log's producer keeps busy. */
  private static int eventLoops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
