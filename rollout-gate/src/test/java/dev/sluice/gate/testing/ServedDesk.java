package dev.sluice.gate.testing;

import dev.sluice.gate.http.GateHttp;
import dev.sluice.gate.metrics.GateMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;

/** A desk behind real HTTP, on a port of its own. */
public final class ServedDesk implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final int port;

  public ServedDesk(FakeDesk desk) {
    PrometheusRegistry metrics = new PrometheusRegistry();
    GateMetrics.publish(desk, metrics);
    GateHttp http = new GateHttp(desk, TestPolicies.REGISTRY, metrics);
    port =
        vertx
            .createHttpServer()
            .requestHandler(http.router(vertx))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
  }

  public GateClient client() {
    return new GateClient(port);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
