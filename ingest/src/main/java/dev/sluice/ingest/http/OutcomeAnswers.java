package dev.sluice.ingest.http;

import dev.sluice.ingest.intake.IntakeOutcome;
import dev.sluice.ingest.intake.IntakeOutcome.RejectedReport;
import dev.sluice.ingest.intake.IntakeOutcome.Settled;
import dev.sluice.ingest.problem.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a sender hears about its reports. 202 means: every report not listed is in the log. */
final class OutcomeAnswers {
  private static final int ACCEPTED = 202;

  private OutcomeAnswers() {}

  static void one(HttpServerResponse response, IntakeOutcome outcome) {
    if (!(outcome instanceof Settled settled)) {
      Answers.problem(response, Problem.QUEUE_FULL);
    } else if (!settled.rejected().isEmpty()) {
      RejectedReport rejected = settled.rejected().get(0);
      Problem reason = rejected.reason();
      String detail = rejected.detail().isEmpty() ? reason.advice() : rejected.detail();
      Answers.problem(response, reason, detail, new JsonObject());
    } else if (settled.acknowledged() == 0) {
      Answers.problem(response, Problem.LOG_UNAVAILABLE);
    } else {
      Answers.empty(response, ACCEPTED);
    }
  }

  static void batch(HttpServerResponse response, IntakeOutcome outcome) {
    if (!(outcome instanceof Settled settled)) {
      Answers.problem(response, Problem.QUEUE_FULL);
    } else if (!settled.unacknowledged().isEmpty()) {
      JsonObject items = items(settled).put("retry", new JsonArray(settled.unacknowledged()));
      Answers.problem(response, Problem.LOG_UNAVAILABLE, "see retry", items);
    } else if (settled.acknowledged() == 0) {
      Answers.problem(response, Problem.ALL_REJECTED, "see rejected", items(settled));
    } else {
      Answers.json(response, ACCEPTED, items(settled));
    }
  }

  private static JsonObject items(Settled settled) {
    JsonArray rejected = new JsonArray();
    settled.rejected().forEach(each -> rejected.add(item(each)));
    return new JsonObject().put("accepted", settled.acknowledged()).put("rejected", rejected);
  }

  private static JsonObject item(RejectedReport rejected) {
    JsonObject item =
        new JsonObject().put("index", rejected.index()).put("reason", rejected.reason().slug());
    return rejected.detail().isEmpty() ? item : item.put("detail", rejected.detail());
  }
}
