package dev.sluice.ingest.http;

import dev.sluice.ingest.intake.IntakeCounters;
import dev.sluice.ingest.intake.ReportLog;
import dev.sluice.ingest.intake.ReportLog.Readiness;
import dev.sluice.ingest.problem.Problem;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What operators and their machines ask: alive, ready, how many, why not. */
final class OperatorEndpoints {
  private static final int OK = 200;

  private final Vertx vertx;
  private final ReportLog log;
  private final IntakeCounters counters;
  private final PrometheusRegistry metrics;
  private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();

  OperatorEndpoints(
      Vertx vertx, ReportLog log, IntakeCounters counters, PrometheusRegistry metrics) {
    this.vertx = vertx;
    this.log = log;
    this.counters = counters;
    this.metrics = metrics;
  }

  /** {@code GET /healthz}: this process answers. */
  void health(HttpServerRequest request) {
    Answers.json(request.response(), OK, new JsonObject().put("status", "alive"));
  }

  /** {@code GET /readyz}: reports can be appended now. */
  void readiness(HttpServerRequest request) {
    Context eventLoop = vertx.getOrCreateContext();
    log.readiness()
        .thenAccept(
            readiness -> eventLoop.runOnContext(here -> answerReadiness(request, readiness)));
  }

  private static void answerReadiness(HttpServerRequest request, Readiness readiness) {
    if (readiness == Readiness.READY) {
      Answers.json(request.response(), OK, new JsonObject().put("status", "ready"));
    } else {
      Answers.problem(
          request.response(), Problem.NOT_READY, readiness.description(), new JsonObject());
    }
  }

  /** {@code GET /v1/status}: the counters since the start, reasons that occurred by their slug. */
  void status(HttpServerRequest request) {
    JsonObject rejected = new JsonObject();
    JsonObject deferred = new JsonObject();
    JsonObject senders = new JsonObject();
    for (Problem problem : Problem.values()) {
      long refused = counters.refusals(problem);
      if (refused > 0) {
        JsonObject aboutReports = problem.retryable() ? deferred : rejected;
        (problem.isAboutTheSender() ? senders : aboutReports).put(problem.slug(), refused);
      }
    }
    JsonObject status =
        new JsonObject()
            .put("received", counters.received())
            .put("accepted", counters.accepted())
            .put("rejected", rejected)
            .put("deferred", deferred)
            .put("refusedSenders", senders)
            .put("unacknowledged", counters.waiting());
    Answers.json(request.response(), OK, status);
  }

  /** {@code GET /metrics}: Prometheus's text format. */
  void metrics(HttpServerRequest request) {
    var text = new ByteArrayOutputStream(4096);
    try {
      format.write(text, metrics.scrape());
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory cannot fail", impossible);
    }
    Answers.send(
        request.response(), OK, format.getContentType(), Buffer.buffer(text.toByteArray()));
  }
}
