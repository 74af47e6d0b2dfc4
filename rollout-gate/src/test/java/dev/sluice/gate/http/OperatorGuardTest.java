package dev.sluice.gate.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.gate.operator.OperatorSecret;
import dev.sluice.gate.operator.OperatorToken;
import dev.sluice.gate.operator.OperatorTokens;
import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.gate.testing.FakeDesk;
import dev.sluice.gate.testing.GateClient;
import dev.sluice.gate.testing.ServedDesk;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A gate that asks who begins rollouts. */
class OperatorGuardTest {
  private static final String ALICE = OperatorSecret.create(byte[]::new);
  private static final String BOB = ALICE.replace("AAAA", "BBBB");
  private static final LocalDate BOBS_LAST_DAY = LocalDate.of(2026, 3, 31);

  private final FakeDesk desk = new FakeDesk();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private volatile Instant now = Instant.parse("2026-03-31T23:59:59Z");
  private ServedDesk served;
  private GateClient client;

  @BeforeEach
  void listen() throws Exception {
    OperatorTokens tokens =
        OperatorTokens.parse(
            OperatorToken.of("alice", ALICE, Optional.empty()).line()
                + "\n"
                + OperatorToken.of("bob", BOB, Optional.of(BOBS_LAST_DAY)).line(),
            "operators.txt");
    log.start();
    root().addAppender(log);
    served = new ServedDesk(desk, Optional.of(tokens), () -> now);
    client = served.client();
  }

  @AfterEach
  void stop() {
    served.close();
    root().detachAppender(log);
  }

  @Test
  void post_withAToken_begins() {
    assertThat(begin("Authorization", "Bearer " + ALICE).statusCode()).isEqualTo(201);
  }

  @Test
  void post_withoutAToken_401AndNothingBegun() {
    assertProblem(begin(), "operator-token-required");

    assertThat(desk.book().all()).isEmpty();
    assertThat(metrics()).contains(refusals("operator-token-required", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "Bearer sluice_op_guessed", "Basic YWxpY2U6", "", "Bearer"})
  void post_withSomethingElse_401AndNothingBegun(String shown) {
    assertProblem(begin("Authorization", shown), "operator-token-refused");

    assertThat(desk.book().all()).isEmpty();
    assertThat(metrics()).contains(refusals("operator-token-refused", 1));
  }

  @Test
  void post_afterTheTokensLastDay_401() {
    now = Instant.parse("2026-04-01T00:00:00Z");

    assertProblem(begin("Authorization", "Bearer " + BOB), "operator-token-refused");

    now = Instant.parse("2026-03-31T23:59:59Z");

    assertThat(begin("Authorization", "Bearer " + BOB).statusCode()).isEqualTo(201);
  }

  /** Who may not begin a rollout does not hear whether a policy would be good either. */
  @Test
  void post_badPolicyWithoutAToken_401() {
    assertProblem(client.post("/v1/rollouts", "text/plain", "x"), "operator-token-required");
  }

  @Test
  void get_withoutAToken_open() {
    for (String path : new String[] {"/", "/v1/flags", "/v1/rollouts", "/metrics", "/healthz"}) {
      assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void log_whateverIsShown_holdsNothingOfIt() {
    String wrong = "sluice_op_" + "x".repeat(43);
    HttpResponse<String> refused = begin("Authorization", "Bearer " + wrong);
    begin("Authorization", "Bearer " + ALICE);

    assertThat(refused.body()).doesNotContain(wrong);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("sluice_op_"));
    assertThat(client.get("/metrics").body()).doesNotContain("sluice_op_", "alice", "bob");
  }

  private HttpResponse<String> begin(String... headers) {
    return client.post("/v1/rollouts", "application/yaml", ExamplePolicy.text(), headers);
  }

  private String metrics() {
    return client.get("/metrics").body();
  }

  private static String refusals(String reason, int count) {
    return "sluice_gate_operators_refused_total{reason=\"%s\"} %d.0".formatted(reason, count);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static void assertProblem(HttpResponse<String> answer, String slug) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer "));
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("type")).endsWith("/" + slug);
  }
}
