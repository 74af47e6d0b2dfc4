package dev.sluice.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.gate.operator.OperatorSecret;
import dev.sluice.gate.operator.OperatorToken;
import dev.sluice.gate.operator.OperatorTokens;
import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.gate.testing.FakeDesk;
import dev.sluice.gate.testing.ServedDesk;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BeginCommandTest {
  private static final String SECRET = OperatorSecret.create(byte[]::new);

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FakeDesk desk = new FakeDesk();
  private ServedDesk served;
  private String policy;
  private String secret;

  @BeforeEach
  void serve() throws IOException {
    String line = OperatorToken.of("alice", SECRET, Optional.empty()).line();
    served =
        new ServedDesk(
            desk, Optional.of(OperatorTokens.parse(line, "operators.txt")), InstantSource.system());
    policy = Files.writeString(directory.resolve("p.yaml"), ExamplePolicy.text()).toString();
    secret = Files.writeString(directory.resolve("alice.secret"), SECRET + "\n").toString();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void begin_withAToken_0AndOneLine() {
    assertThat(run(policy, "--gate", gate(), "--token-file", secret)).isZero();

    assertThat(out.toString().strip()).isEqualTo("rollout tiny-1.1.0: RUNNING at 5 %");
    assertThat(err.toString()).isEmpty();
    assertThat(desk.book().all()).hasSize(1);
  }

  @Test
  void begin_json_theRolloutAsTheGateTellsIt() {
    assertThat(run(policy, "--gate", gate() + "/", "--token-file", secret, "--json")).isZero();

    assertThat(new JsonObject(out.toString()).getString("verdict")).isEqualTo("HOLD");
  }

  @Test
  void begin_refused_1AndTheReasonOnStandardError() throws IOException {
    assertThat(run(policy, "--gate", gate())).isEqualTo(1);
    Files.writeString(Path.of(policy), ExamplePolicy.text().replace("quality", "beauty"));
    assertThat(run(policy, "--gate", gate(), "--token-file", secret)).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("operator's token", "(401)"),
            line -> assertThat(line).contains("guardrails.0.metric", "beauty", "(422)"));
  }

  @Test
  void begin_nobodyThere_1AndTheAddress() {
    served.close();

    assertThat(run(policy, "--gate", gate())).isEqualTo(1);
    assertThat(err.toString()).contains("no gate answers at " + gate());
  }

  /** A redirect would take the token along. */
  @Test
  void begin_whatAnswersIsNoGateOrSendsElsewhere_1AndNothingFollowed() throws IOException {
    List<String> paths = Collections.synchronizedList(new ArrayList<>());
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          byte[] page = "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(307, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      String address = "http://127.0.0.1:" + other.getAddress().getPort();

      assertThat(run(policy, "--gate", address, "--token-file", secret)).isEqualTo(1);
    } finally {
      other.stop(0);
    }

    assertThat(err.toString()).contains("is no gate (status 307)").doesNotContain(SECRET);
    assertThat(paths).containsExactly("/v1/rollouts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gate.example",
        "ftp://gate.example",
        "http://",
        "https://user:pw@gate.example",
        "https://gate.example?x=1",
        "http:// gate"
      })
  void begin_addressThatIsNone_2(String address) {
    assertThat(run(policy, "--gate", address)).isEqualTo(2);
    assertThat(err.toString()).contains("--gate must be").doesNotContain("pw");
  }

  @Test
  void begin_tokenToAnotherMachineInTheClear_2() {
    assertThat(run(policy, "--gate", "http://gate.example", "--token-file", secret)).isEqualTo(2);
    assertThat(err.toString()).contains("over https only");
  }

  @Test
  void begin_secretThatIsNone_1AndNotQuoted() throws IOException {
    Files.writeString(Path.of(secret), "two words\nand lines");

    assertThat(run(policy, "--gate", gate(), "--token-file", secret)).isEqualTo(1);
    assertThat(err.toString()).contains("must hold one token").doesNotContain("two words");
  }

  private String gate() {
    return "http://127.0.0.1:" + served.port();
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of("begin"));
    all.addAll(List.of(args));
    return new CommandLine(new GateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
