package dev.sluice.gate.testing;

import dev.sluice.gate.http.GateHttp;
import dev.sluice.gate.metrics.GateMetrics;
import dev.sluice.gate.operator.OperatorTokens;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;

/** A desk behind real HTTP, on a port of its own. */
public final class ServedDesk implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final int port;

  public ServedDesk(FakeDesk desk) {
    this(desk, Optional.empty(), InstantSource.system());
  }

  /** A desk that asks who begins rollouts. */
  public ServedDesk(FakeDesk desk, Optional<OperatorTokens> operators, InstantSource clock) {
    PrometheusRegistry metrics = new PrometheusRegistry();
    GateMetrics.publish(desk, metrics);
    GateHttp http = new GateHttp(desk, TestPolicies.REGISTRY, metrics, operators, clock);
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

  public int port() {
    return port;
  }

  public GateClient client() {
    return new GateClient(port);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
