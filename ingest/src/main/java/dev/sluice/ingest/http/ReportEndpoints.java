package dev.sluice.ingest.http;

import dev.sluice.ingest.http.ConnectionWatch.Deadline;
import dev.sluice.ingest.intake.Intake;
import dev.sluice.ingest.intake.IntakeCounters;
import dev.sluice.ingest.intake.IntakeOutcome;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.ingest.senders.Allowance;
import dev.sluice.ingest.senders.SenderPolicy;
import dev.sluice.ingest.senders.SenderRefusal;
import dev.sluice.ingest.senders.SenderVerdict;
import dev.sluice.schemas.ReportFormat;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

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
  private final SenderPolicy senders;
  private final Intake intake;
  private final IntakeCounters counters;
  private final HttpLimits limits;

  ReportEndpoints(Vertx vertx, SenderPolicy senders, Intake intake, HttpLimits limits) {
    this.vertx = vertx;
    this.senders = senders;
    this.intake = intake;
    this.counters = intake.counters();
    this.limits = limits;
  }

  /** {@code POST /v1/reports}. */
  void one(HttpServerRequest request, Deadline deadline) {
    take(
        request,
        deadline,
        MAX_SINGLE_BYTES,
        body -> Optional.of(List.of(body.getBytes())),
        OutcomeAnswers::one);
  }

  /** {@code POST /v1/reports:batch}. */
  void batch(HttpServerRequest request, Deadline deadline) {
    take(
        request,
        deadline,
        limits.maxBatchReports() * ReportFormat.BYTES,
        BatchBody::divide,
        OutcomeAnswers::batch);
  }

  private void take(
      HttpServerRequest request,
      Deadline deadline,
      int maxBytes,
      Function<Buffer, Optional<List<byte[]>>> divide,
      BiConsumer<HttpServerResponse, IntakeOutcome> answer) {
    SenderVerdict verdict = senders.judge(request.headers().get(HttpHeaders.AUTHORIZATION));
    if (verdict instanceof SenderVerdict.MayNot mayNot) {
      RequestBody.drop(request, limits, deadline);
      counters.refusedSender(mayNot.refusal().reason());
      Answers.refusal(request.response(), mayNot.refusal(), senders.challenges());
    } else if (intake.turnsAway(reportsToCome(request, maxBytes))) {
      RequestBody.drop(request, limits, deadline);
      Answers.problem(request.response(), Problem.QUEUE_FULL);
    } else if (verdict instanceof SenderVerdict.MaySend maySend) {
      RequestBody.read(
          request,
          limits,
          deadline,
          maxBytes,
          MediaTypes::isReports,
          body ->
              divide
                  .apply(body)
                  .ifPresentOrElse(
                      reports -> offer(request, maySend.allowance(), reports, answer),
                      () -> refuse(request, Problem.WRONG_FRAMING)),
          problem -> refuse(request, problem));
    }
  }

  /** As the headers have it; 0 where they do not say, or something that will be refused anyway. */
  private static int reportsToCome(HttpServerRequest request, int maxBytes) {
    long bytes = RequestBody.statedLength(request);
    boolean whole = bytes <= maxBytes && bytes % ReportFormat.BYTES == 0;
    return whole ? (int) (bytes / ReportFormat.BYTES) : 0;
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    counters.refusedBody(problem);
    Answers.problem(request.response(), problem);
  }

  private void offer(
      HttpServerRequest request,
      Allowance allowance,
      List<byte[]> reports,
      BiConsumer<HttpServerResponse, IntakeOutcome> answer) {
    Optional<SenderRefusal> refusal = allowance.spend(reports);
    if (refusal.isPresent()) {
      refuse(request, reports.size(), refusal.get());
      return;
    }
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

  private void refuse(HttpServerRequest request, int reports, SenderRefusal refusal) {
    if (refusal.reason().isAboutTheSender()) {
      counters.refusedSender(refusal.reason());
    } else {
      counters.refusedUnread(reports, refusal.reason());
    }
    Answers.refusal(request.response(), refusal, senders.challenges());
  }
}
