package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.ReportFormat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Batches over real HTTP, on a log that the test holds in its hand. */
class PostBatchTest extends ServedIngest {

  @Test
  void batch_ofTheMostReports_is202() throws Exception {
    HttpResponse<String> answer = client.batch(TestReports.batch(reports.next(1_000)));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1000,\"rejected\":[]}");
    assertThat(log.stored()).hasSize(1_000);
  }

  @Test
  void batch_someRefused_is202AndNamesThem() throws Exception {
    byte[] body = TestReports.batch(reports.next(4));
    body[2 * ReportFormat.BYTES - 1] = 1;
    body[3 * ReportFormat.BYTES] = 0;

    HttpResponse<String> answer = client.batch(body);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("accepted", 2)
                .put(
                    "rejected",
                    new JsonArray()
                        .add(new JsonObject().put("index", 1).put("reason", "nonzero-padding"))
                        .add(new JsonObject().put("index", 3).put("reason", "not-single-object"))));
  }

  @Test
  void batch_allRefused_is422WithEachReason() throws Exception {
    HttpResponse<String> answer = client.batch(new byte[2 * ReportFormat.BYTES]);

    assertProblem(answer, Problem.ALL_REJECTED);
    assertThat(new JsonObject(answer.body()).getJsonArray("rejected")).hasSize(2);
    assertThat(rejections()).isEqualTo(Map.of("not-single-object", 2));
  }

  @Test
  void batch_logFailsForSome_is503AndNamesWhatToSendAgain() throws Exception {
    log.failEvery(2);

    HttpResponse<String> answer = client.batch(TestReports.batch(reports.next(4)));

    assertProblem(answer, Problem.LOG_UNAVAILABLE);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getInteger("accepted")).isEqualTo(2);
    assertThat(problem.getJsonArray("retry")).isEqualTo(new JsonArray(List.of(0, 2)));
    assertThat(client.status().getJsonObject("deferred").getMap())
        .isEqualTo(Map.of("log-unavailable", 2));
  }

  @Test
  void batch_wrongFraming_is400AndNothingIsStored() throws Exception {
    byte[] valid = TestReports.batch(reports.next(2));

    assertProblem(client.batch(new byte[0]), Problem.WRONG_FRAMING);
    assertProblem(client.batch(Arrays.copyOf(valid, valid.length - 1)), Problem.WRONG_FRAMING);
    assertThat(log.stored()).isEmpty();
  }

  @Test
  void batch_oneReportTooMany_is413() throws Exception {
    assertProblem(client.batch(new byte[1_001 * ReportFormat.BYTES]), Problem.BODY_TOO_LARGE);
  }
}
