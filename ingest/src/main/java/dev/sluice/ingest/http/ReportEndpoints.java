package dev.sluice.ingest.http;

import dev.sluice.ingest.intake.Intake;
import dev.sluice.ingest.intake.IntakeCounters;
import dev.sluice.ingest.intake.IntakeOutcome;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.ReportFormat;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Takes reports by POST: one in a body, or a batch of reports one after the other.
 *
 * <p>A batch needs no delimiters, because every report has the same length. It is divided by length
 * alone, before anything is decoded: one bad report does not spoil its neighbours.
 */
final class ReportEndpoints {
  /** Above a report's length, so that one that is too long hears exactly that. */
  private static final int MAX_SINGLE_BYTES = 4096;

  private final Vertx vertx;
  private final Intake intake;
  private final IntakeCounters counters;
  private final HttpLimits limits;

  ReportEndpoints(Vertx vertx, Intake intake, HttpLimits limits) {
    this.vertx = vertx;
    this.intake = intake;
    this.counters = intake.counters();
    this.limits = limits;
  }

  /** {@code POST /v1/reports}. */
  void one(HttpServerRequest request) {
    read(
        request,
        MAX_SINGLE_BYTES,
        body -> offer(request, List.of(body.getBytes()), OutcomeAnswers::one));
  }

  /** {@code POST /v1/reports:batch}. */
  void batch(HttpServerRequest request) {
    read(
        request,
        limits.maxBatchReports() * ReportFormat.BYTES,
        body -> {
          if (body.length() == 0 || body.length() % ReportFormat.BYTES != 0) {
            refuse(request, Problem.WRONG_FRAMING);
          } else {
            offer(request, divide(body), OutcomeAnswers::batch);
          }
        });
  }

  private void read(HttpServerRequest request, int maxBytes, Consumer<Buffer> whenRead) {
    RequestBody.read(
        vertx,
        request,
        maxBytes,
        limits.bodyTimeout(),
        whenRead,
        problem -> refuse(request, problem));
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    counters.refusedBody(problem);
    Answers.problem(request.response(), problem);
  }

  private static List<byte[]> divide(Buffer body) {
    List<byte[]> reports = new ArrayList<>(body.length() / ReportFormat.BYTES);
    for (int start = 0; start < body.length(); start += ReportFormat.BYTES) {
      reports.add(body.getBytes(start, start + ReportFormat.BYTES));
    }
    return reports;
  }

  private void offer(
      HttpServerRequest request,
      List<byte[]> reports,
      BiConsumer<HttpServerResponse, IntakeOutcome> answer) {
    Context eventLoop = vertx.getOrCreateContext();
    intake.offer(
        reports,
        outcome -> {
          if (Vertx.currentContext() == eventLoop) {
            answer.accept(request.response(), outcome);
          } else {
            // The log answers on a thread of its own, which has better things to do.
            eventLoop.runOnContext(here -> answer.accept(request.response(), outcome));
          }
        });
  }
}
