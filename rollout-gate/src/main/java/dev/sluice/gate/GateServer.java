package dev.sluice.gate;

import dev.sluice.gate.desk.RolloutDesk;
import dev.sluice.gate.http.GateHttp;
import dev.sluice.gate.kafka.GateLoop;
import dev.sluice.gate.metrics.GateMetrics;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.gate.rollout.Submission;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gate that runs: the loop between the topics, and HTTP in front of it. */
public final class GateServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GateServer.class);
  private static final long STEP_SECONDS = 30;

  private final GateLoop loop;
  private final Vertx vertx;
  private final int port;

  private GateServer(GateLoop loop, Vertx vertx, int port) {
    this.loop = loop;
    this.vertx = vertx;
    this.port = port;
  }

  /** Starts a gate by the system's clock; see {@link #start(GateConfig, InstantSource)}. */
  public static GateServer start(GateConfig config) throws IOException, PolicyException {
    return start(config, InstantSource.system());
  }

  /**
   * Starts a gate. When this returns it answers over HTTP, and has all that was decided before; it
   * may still be reading aggregates ({@code /readyz}).
   *
   * @param clock says on which day a rollout starts whose policy does not
   * @throws PolicyException if a policy of the configuration must not be used
   * @throws IOException if the address cannot be listened on, or the brokers cannot be reached or
   *     lack a topic
   */
  public static GateServer start(GateConfig config, InstantSource clock)
      throws IOException, PolicyException {
    List<Policy> policies = new ArrayList<>();
    for (GateConfig.PolicyText text : config.policies()) {
      policies.add(PolicyParser.parse(text.yaml(), text.source(), config.registries().present()));
    }
    GateLoop loop =
        GateLoop.start(config.topics(), config.registries(), config.lookInterval(), clock);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    try {
      PrometheusRegistry metrics = new PrometheusRegistry();
      GateMetrics.publish(loop, metrics);
      GateHttp http =
          new GateHttp(loop, config.registries().present(), metrics, config.operators(), clock);
      int port = listen(vertx, http, config);
      policies.forEach(policy -> submit(loop, policy));
      return new GateServer(loop, vertx, port);
    } catch (IOException | RuntimeException e) {
      stop(vertx);
      loop.close();
      throw e;
    }
  }

  private static int listen(Vertx vertx, GateHttp http, GateConfig config) throws IOException {
    HttpServer server = vertx.createHttpServer().requestHandler(http.router(vertx));
    try {
      return server
          .listen(config.port(), config.host())
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(STEP_SECONDS, TimeUnit.SECONDS)
          .join()
          .actualPort();
    } catch (CompletionException e) {
      throw new IOException(
          "cannot listen on " + config.host() + ":" + config.port(), e.getCause());
    }
  }

  private static void submit(RolloutDesk desk, Policy policy) {
    Submission submission =
        desk.submit(policy).toCompletableFuture().orTimeout(STEP_SECONDS, TimeUnit.SECONDS).join();
    if (submission instanceof Submission.ModelBusy busy) {
      LOG.warn("rollout {} not started: {} is running", policy.id(), busy.runningId());
    }
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Whether it has caught up with its topics and looks. */
  public boolean ready() {
    return loop.ready();
  }

  /** Stops answering, then looking. */
  @Override
  public void close() {
    stop(vertx);
    loop.close();
  }

  private static void stop(Vertx vertx) {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, STEP_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
