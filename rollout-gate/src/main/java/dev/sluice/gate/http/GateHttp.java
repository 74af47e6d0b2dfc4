package dev.sluice.gate.http;

import dev.sluice.gate.desk.RolloutDesk;
import dev.sluice.gate.operator.OperatorTokens;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.Submission;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Digests;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the gate. */
public final class GateHttp {
  private static final Logger LOG = LoggerFactory.getLogger(GateHttp.class);
  private static final long ANSWER_SECONDS = 30;
  private static final Set<String> YAML_TYPES =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private final RolloutDesk desk;
  private final MetricRegistry registry;
  private final MetricsEndpoint metrics;
  private final OperatorGuard guard;

  /**
   * Addresses in front of a desk.
   *
   * @param registry what policies may name
   * @param metrics what {@code /metrics} tells
   * @param operators who may begin rollouts; empty for everybody
   * @param clock tells on which day an operator's token is shown
   */
  public GateHttp(
      RolloutDesk desk,
      MetricRegistry registry,
      PrometheusRegistry metrics,
      Optional<OperatorTokens> operators,
      InstantSource clock) {
    this.desk = desk;
    this.registry = registry;
    this.metrics = new MetricsEndpoint(metrics);
    this.guard = new OperatorGuard(operators, clock, metrics);
  }

  /** The router that answers them. */
  public Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(GateHttp::protect);
    router.get("/healthz").handler(this::healthy);
    router.get("/readyz").handler(this::ready);
    router.get("/metrics").handler(metrics::answer);
    router.get("/v1/rollouts").handler(this::list);
    router.post("/v1/rollouts").handler(guard::admit).handler(GateHttp::insistOnYaml);
    router
        .post("/v1/rollouts")
        .handler(BodyHandler.create(false).setBodyLimit(4L * PolicyParser.MAX_LENGTH))
        .handler(this::submit);
    router.get("/v1/rollouts/:id").handler(this::show);
    router.get("/v1/flags").handler(this::flags);
    router.get("/").handler(this::index);
    router.get("/rollouts/:id").handler(this::page);
    router.errorHandler(
        400, request -> Problem.BAD_REQUEST.answer(request, request.request().method().name()));
    router.errorHandler(
        404, request -> Problem.NO_SUCH_PAGE.answer(request, request.normalizedPath()));
    router.errorHandler(
        405,
        request -> Problem.METHOD_NOT_ALLOWED.answer(request, request.request().method().name()));
    router.errorHandler(
        413,
        request ->
            Problem.TOO_LARGE.answer(
                request, "a policy has at most " + PolicyParser.MAX_LENGTH + " characters"));
    router.errorHandler(500, GateHttp::failed);
    return router;
  }

  /** Pages run no scripts, load nothing, and are framed by nobody. */
  private static void protect(RoutingContext request) {
    request
        .response()
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri"
                + " 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer");
    request.next();
  }

  private void healthy(RoutingContext request) {
    if (desk.looking()) {
      json(request, new JsonObject().put("status", "up"));
    } else {
      Problem.NOT_LOOKING.answer(
          request, "no rollout will change until the gate is restarted; see its log");
    }
  }

  private void ready(RoutingContext request) {
    if (desk.ready()) {
      json(request, new JsonObject().put("status", "ready"));
    } else {
      Problem.NOT_READY.answer(request, "the gate has not caught up with its topics");
    }
  }

  private void list(RoutingContext request) {
    JsonArray rollouts = new JsonArray();
    desk.book().all().forEach(rollout -> rollouts.add(RolloutJson.summary(rollout)));
    json(request, new JsonObject().put("rollouts", rollouts));
  }

  private void show(RoutingContext request) {
    withRollout(request, rollout -> json(request, RolloutJson.whole(rollout)));
  }

  private void flags(RoutingContext request) {
    Buffer body = FlagFile.of(desk.book()).toBuffer();
    String tag = "\"" + Digests.hex(Digests.of(body.getBytes())) + "\"";
    request.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
    if (EntityTags.anyMatches(request.request().getHeader("If-None-Match"), tag)) {
      request.response().setStatusCode(304).end();
    } else {
      request.response().putHeader("Content-Type", "application/json").end(body);
    }
  }

  /**
   * Refuses what is not sent as YAML: a page of another site can make a browser send text or a
   * form, but not YAML, to an address that it may not read.
   */
  private static void insistOnYaml(RoutingContext request) {
    String type = request.parsedHeaders().contentType().value();
    if (type != null && YAML_TYPES.contains(type)) {
      request.next();
    } else {
      Problem.NOT_YAML.answer(request, "the content type must be application/yaml");
    }
  }

  private void submit(RoutingContext request) {
    String text = request.body().asString() == null ? "" : request.body().asString();
    try {
      Policy policy = PolicyParser.parse(text, "policy", registry);
      Future.fromCompletionStage(
              desk.submit(policy).toCompletableFuture().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS),
              request.vertx().getOrCreateContext())
          .onSuccess(submission -> answer(request, submission))
          .onFailure(e -> Problem.NOT_READY.answer(request, "the rollout could not be recorded"));
    } catch (PolicyException e) {
      Problem.BAD_POLICY.answer(request, String.valueOf(e.getMessage()));
    }
  }

  private static void answer(RoutingContext request, Submission submission) {
    if (submission instanceof Submission.Started started) {
      request
          .response()
          .setStatusCode(201)
          .putHeader("Location", "/v1/rollouts/" + started.rollout().id());
      json(request, RolloutJson.whole(started.rollout()));
    } else if (submission instanceof Submission.AlreadyExists existing) {
      Problem.ROLLOUT_EXISTS.answer(request, existing.id());
    } else if (submission instanceof Submission.ModelBusy busy) {
      Problem.MODEL_BUSY.answer(
          request, "rollout " + busy.runningId() + " of " + busy.model() + " is running");
    }
  }

  private void index(RoutingContext request) {
    html(request, IndexPage.of(desk.book()));
  }

  private void page(RoutingContext request) {
    withRollout(request, rollout -> html(request, RolloutPage.of(rollout)));
  }

  private void withRollout(RoutingContext request, java.util.function.Consumer<Rollout> answer) {
    String id = request.pathParam("id");
    Optional<Rollout> rollout = desk.book().find(id);
    if (rollout.isPresent()) {
      answer.accept(rollout.get());
    } else {
      Problem.NO_SUCH_ROLLOUT.answer(request, id);
    }
  }

  private static void json(RoutingContext request, JsonObject body) {
    request.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
  }

  private static void html(RoutingContext request, String body) {
    request
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(body);
  }

  /** Names the place, and leaves out the message: it may hold what a client sent. */
  private static void failed(RoutingContext request) {
    Throwable failure = request.failure();
    StackTraceElement[] trace = failure.getStackTrace();
    LOG.error(
        "a request failed: {} at {}",
        failure.getClass().getName(),
        trace.length == 0 ? "an unknown place" : trace[0]);
    Problem.FAILED.answer(request, "see the gate's log");
  }
}
