package dev.sluice.gate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.evidence.LeftOutCell;
import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.FakeDesk;
import dev.sluice.gate.testing.FleetTruth;
import dev.sluice.gate.testing.GateClient;
import dev.sluice.gate.testing.ServedDesk;
import dev.sluice.gate.testing.SimulatedRollout;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.schemas.Aggregate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateHttpTest {
  private static final String YAML = "application/yaml";
  private final FakeDesk desk = new FakeDesk();
  private ServedDesk served;
  private GateClient client;

  @BeforeEach
  void listen() {
    served = new ServedDesk(desk);
    client = served.client();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void post_goodPolicy_createdAndShown() {
    HttpResponse<String> created = client.post("/v1/rollouts", YAML, ExamplePolicy.text());

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).contains("/v1/rollouts/tiny-1.1.0");
    JsonObject rollout = client.json("/v1/rollouts/tiny-1.1.0");
    assertThat(rollout).isEqualTo(new JsonObject(created.body()));
    assertThat(rollout.getString("state")).isEqualTo("RUNNING");
    assertThat(rollout.getString("verdict")).isEqualTo("HOLD");
    assertThat(rollout.getInteger("stagePercent")).isEqualTo(5);
    assertThat(rollout.getLong("reports")).isZero();
    JsonObject finding = rollout.getJsonArray("findings").getJsonObject(0);
    assertThat(finding.getString("status")).isEqualTo("NO_DATA");
    assertThat(finding.containsKey("estimate")).isFalse();
    assertThat(client.json("/v1/rollouts").getJsonArray("rollouts")).hasSize(1);
  }

  @Test
  void post_sameNameAgain_409() {
    client.post("/v1/rollouts", YAML, ExamplePolicy.text());

    assertProblem(client.post("/v1/rollouts", YAML, ExamplePolicy.text()), 409, "rollout-exists");
  }

  @Test
  void post_modelThatIsBusy_409AndNamesTheOther() {
    client.post("/v1/rollouts", YAML, ExamplePolicy.text());
    String second = ExamplePolicy.text().replace("rollout: tiny-1.1.0", "rollout: tiny-again");

    HttpResponse<String> answer = client.post("/v1/rollouts", YAML, second);

    assertProblem(answer, 409, "model-busy");
    assertThat(answer.body()).contains("tiny-1.1.0");
  }

  @Test
  void post_badPolicy_422WithPlaceAndReason() {
    String bad = ExamplePolicy.text().replace("metric: quality", "metric: beauty");

    HttpResponse<String> answer = client.post("/v1/rollouts", YAML, bad);

    assertProblem(answer, 422, "bad-policy");
    assertThat(new JsonObject(answer.body()).getString("detail"))
        .startsWith("policy:36: guardrails.0.metric");
    assertProblem(client.post("/v1/rollouts", YAML, ""), 422, "bad-policy");
  }

  @Test
  void post_typeThatAnyPageCanSend_415() {
    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      assertProblem(client.post("/v1/rollouts", type, ExamplePolicy.text()), 415, "not-yaml");
    }
    assertThat(client.json("/v1/rollouts").getJsonArray("rollouts")).isEmpty();
  }

  @Test
  void post_tooLarge_413() {
    assertProblem(client.post("/v1/rollouts", YAML, "#".repeat(200_000)), 413, "too-large");
  }

  @Test
  void post_brokersGone_503WithRetryAfter() {
    desk.broken = true;

    HttpResponse<String> answer = client.post("/v1/rollouts", YAML, ExamplePolicy.text());

    assertProblem(answer, 503, "not-ready");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void get_unknown_404() {
    assertProblem(client.get("/v1/rollouts/none"), 404, "no-such-rollout");
    assertProblem(client.get("/rollouts/none"), 404, "no-such-rollout");
    assertProblem(client.get("/v2"), 404, "no-such-page");
  }

  @Test
  void post_whereOnlyGetIs_405() {
    assertProblem(client.post("/v1/flags", YAML, ""), 405, "method-not-allowed");
  }

  @Test
  void ready_whileReading_503() {
    assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
    desk.ready = false;
    assertProblem(client.get("/readyz"), 503, "not-ready");
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
  }

  /**
   * What is on record still holds; whoever watches over the process hears that it is to restart.
   */
  @Test
  void health_ofAGateThatNoLongerLooks_503AndFlagsAreServed() {
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    desk.looking = false;

    assertProblem(client.get("/healthz"), 503, "not-looking");
    assertThat(client.get("/v1/flags").statusCode()).isEqualTo(200);
  }

  @Test
  void flags_unchanged_304UntilSomethingChanges() {
    HttpResponse<String> first = client.get("/v1/flags");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(client.get("/v1/flags", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(client.get("/v1/flags", "If-None-Match", "\"x\", W/" + tag).statusCode())
        .isEqualTo(304);
    assertThat(client.get("/v1/flags", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);

    desk.put(desk.start(TestPolicies.example()));

    assertThat(client.get("/v1/flags", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void show_rolloutWithAHistory_numbersOfEveryFinding() {
    desk.put(
        SimulatedRollout.run(TestPolicies.example(), 400_000, 2, FleetTruth.qualityDrop(0.1), 4));

    JsonObject rollout = client.json("/v1/rollouts/tiny-1.1.0");

    assertThat(rollout.getString("state")).isEqualTo("ROLLED_BACK");
    assertThat(rollout.getInteger("stagePercent")).isZero();
    JsonArray history = rollout.getJsonArray("history");
    JsonObject outcome = history.getJsonObject(history.size() - 1);
    assertThat(outcome.getString("verdict")).isEqualTo("ROLLBACK");
    JsonObject quality = outcome.getJsonArray("findings").getJsonObject(0);
    assertThat(quality.getString("status")).isEqualTo("WORSE");
    assertThat(quality.getDouble("low")).isPositive();
    assertThat(quality.getDouble("estimate")).isBetween(0.03, 0.15);
    assertThat(quality.getDouble("high")).isGreaterThan(quality.getDouble("estimate"));
    assertThat(quality.getDouble("harmBudget")).isEqualTo(0.02);
  }

  @Test
  void show_evidenceOfWhichAPartIsLeftOut_saysWhoseAndWhy() {
    Policy policy = TestPolicies.example();
    Aggregate one =
        ExactFleet.aggregates(
                policy, Arm.CONTROL, FakeDesk.START, 5_000, 1, Map.of(), TestPolicies.REGISTRY)
            .get(0);
    Cell cell = TestAggregates.cell(one, TestPolicies.REGISTRY);
    LeftOutCell unused =
        new LeftOutCell(one.getModel(), Optional.empty(), one.getDay(), 77, LeftOut.OTHER_REGISTRY);
    desk.put(desk.look(policy, List.of(cell), List.of(unused)));

    JsonObject evidence = client.json("/v1/rollouts/tiny-1.1.0").getJsonObject("evidence");

    assertThat(evidence.getJsonArray("registries"))
        .containsExactly(
            new JsonObject()
                .put("registry", TestPolicies.REGISTRY.digestPrefix())
                .put("reports", one.getReports()));
    assertThat(evidence.getJsonArray("leftOut"))
        .containsExactly(new JsonObject().put("reason", "other-registry").put("reports", 77));
    assertThat(client.get("/rollouts/tiny-1.1.0").body())
        .contains("77 reports: other registry", TestPolicies.REGISTRY.digestPrefix());
  }

  @Test
  void pages_everyState_wholeAndEscaped() {
    desk.put(desk.start(TestPolicies.exampleWith("# A rollout policy", "# <script>alert('&')")));
    desk.put(
        SimulatedRollout.run(
            TestPolicies.exampleWith("tiny", "small"), 400_000, 2, FleetTruth.qualityDrop(0.1), 4));

    String index = client.get("/").body();
    String running = client.get("/rollouts/tiny-1.1.0").body();
    String ended = client.get("/rollouts/small-1.1.0").body();

    assertThat(index).contains("tiny-1.1.0", "small-1.1.0", "rolled back", "</html>");
    assertThat(running)
        .contains("HOLD", "no data", "&lt;script&gt;alert(&#39;&amp;&#39;)", "</html>")
        .doesNotContain("<script");
    assertThat(ended).contains("ROLLBACK", "<svg", "harm \u2192", "margin +20.00", "</html>");
    assertThat(client.get("/").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String slug) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("type")).endsWith("/" + slug);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotNull();
  }
}
