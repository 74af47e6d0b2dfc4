package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.AnswerChoices;
import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.openai.ScriptedServer.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerEngineTest {
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofSeconds(20), 100_000, Duration.ofMillis(1));

  @TempDir private Path directory;

  private FakeServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void open_soundServer_provesWhatItCan() {
    ModelSession session = session(ServerEngineTest::reversed);

    assertThat(session.capabilities())
        .containsExactlyInAnyOrder(
            Capability.RAW_TEXT,
            Capability.CHAT,
            Capability.FORCED_CHOICE,
            Capability.SEEDED_SAMPLING,
            Capability.LOG_LIKELIHOOD);
  }

  @ParameterizedTest
  @CsvSource({
    "IGNORES_CHOICES, FORCED_CHOICE",
    "IGNORES_SEED, SEEDED_SAMPLING",
    "FRAMES_RAW_TEXT, RAW_TEXT",
    "HAS_NO_CHAT, CHAT"
  })
  void open_serverWithFlaw_lacksTheCapability(Flaw flaw, Capability lacking) {
    assertThat(session(ServerEngineTest::reversed, flaw).capabilities())
        .isNotEmpty()
        .doesNotContain(lacking);
  }

  @ParameterizedTest
  @CsvSource({
    "IGNORES_PROMPT, does not show that prompts reach the model",
    "COUNTS_NOTHING, does not show that prompts reach the model",
    "IGNORES_MAX_TOKENS, ignores max_tokens",
    "CHANGES_ITS_MIND, two answers to one question at temperature 0"
  })
  void open_serverThatCannotBeReliedOn_isRefused(Flaw flaw, String reason) {
    Opening opening = open(new ScriptedServer(prompt -> reversed(prompt.repeat(9)), flaw));

    assertThat(opening).isInstanceOf(Opening.Refused.class);
    assertThat(((Opening.Refused) opening).reason()).contains(reason);
  }

  @Test
  void generate_stopString_isCutWhetherTheServerCutsOrNot() {
    for (Flaw flaw : List.of(Flaw.HAS_NO_CHAT, Flaw.IGNORES_STOP)) {
      ModelSession session = session(ServerEngineTest::reversed, flaw);

      Generation generation = session.generate(request("abcdef", "cb"));

      assertThat(((Generation.Completed) generation).text()).isEqualTo("fed");
    }
  }

  @Test
  void generate_stream_hasTimesByTheClientsClock() {
    Generation.Completed answer =
        (Generation.Completed) session(ServerEngineTest::reversed).generate(request("abcdef"));

    assertThat(answer.timings().timeToFirstToken()).isPresent();
    TokenCounts counts = answer.timings().counts().orElseThrow();
    assertThat(counts.promptTokens()).isEqualTo(7);
    assertThat(counts.generatedTokens()).isEqualTo(6);
    assertThat(counts.source()).isEqualTo(TokenCounts.Source.CLIENT_CLOCK);
  }

  @Test
  void generate_answerInOnePiece_hasNoTimeToTheFirstToken() {
    Generation.Completed answer =
        (Generation.Completed)
            session(ServerEngineTest::reversed, Flaw.DOES_NOT_STREAM).generate(request("abcdef"));

    assertThat(answer.text()).isEqualTo("fedcba");
    assertThat(answer.timings().timeToFirstToken()).isEmpty();
    assertThat(answer.timings().counts()).isEmpty();
  }

  @Test
  void generate_choices_areKeptTo() {
    CompletionRequest request =
        request("abcdef").withChoices(new AnswerChoices(List.of("yes", "no")));

    assertThat(
            ((Generation.Completed) session(ServerEngineTest::reversed).generate(request)).text())
        .isEqualTo("yes");
    assertThat(session(ServerEngineTest::reversed, Flaw.IGNORES_CHOICES).generate(request))
        .isEqualTo(
            new Generation.Refused("the server was not seen to be capable of forced_choice"));
  }

  @Test
  void connect_apiKey_goesIntoTheHeaderAndNowhereElse() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "s3cret-Key\n");
    ApiKey key = ApiKey.fromFile(file);
    server = FakeServer.answering(new ScriptedServer(ServerEngineTest::reversed));

    ServerEngine engine = connected(Optional.of(key));

    assertThat(engine.open()).isInstanceOf(Opening.Opened.class);
    assertThat(server.authorizations).containsOnly("Bearer s3cret-Key");
    assertThat(key.toString() + engine.build() + engine.facts()).doesNotContain("s3cret");
  }

  @Test
  void connect_serverElsewhere_isOnlyAnEdgeServerAndGetsAKeyOverHttpsOnly() throws IOException {
    ApiKey key = ApiKey.fromEnvironment("KEY", "secret");
    ServerAddress elsewhere = ServerAddress.parse("http://192.0.2.7:8080");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> connect(elsewhere, Optional.empty(), Deployment.DEVICE))
        .withMessageContaining("--deployment edge");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> connect(elsewhere, Optional.of(key), Deployment.EDGE))
        .withMessageContaining("https only");
  }

  @Test
  void connect_modelThatIsNotThere_namesThoseThatAre() {
    server = FakeServer.answering(new ScriptedServer(ServerEngineTest::reversed));

    ServerEngine.Connection connection =
        ServerEngine.connect(
            server.address(), Optional.empty(), Optional.of("other"), Deployment.DEVICE, LIMITS);

    assertThat(connection)
        .isEqualTo(
            new ServerEngine.Connection.Failed(
                ServerFault.NO_SUCH_MODEL, "the server has no model 'other'; it has: the-model"));
  }

  @Test
  void build_llamaServer_namesBuildAndContext() {
    server =
        FakeServer.answeringEverything(
            (exchange, body) ->
                FakeServer.json(
                    exchange,
                    200,
                    exchange.getRequestURI().getPath().equals("/props")
                        ? "{\"build_info\":\"b5000-abc\",\"default_generation_settings\":{\"n_ctx\":4096}}"
                        : "{\"data\":[{\"id\":\"m.gguf\"}]}"));

    ServerEngine engine = connected(Optional.empty());

    assertThat(engine.build().runtimeBuild()).isEqualTo("llama-server b5000");
    assertThat(engine.build().configuration().contextTokens()).hasValue(4096);
  }

  @Test
  void generate_busyServer_isAskedAgainUntilItAnswers() {
    ScriptedServer sound = new ScriptedServer(ServerEngineTest::reversed);
    AtomicInteger asked = new AtomicInteger();
    server =
        FakeServer.answering(
            (exchange, body) -> {
              if (asked.incrementAndGet() % 2 == 1) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                FakeServer.json(exchange, 503, "{\"error\":{\"message\":\"Loading model\"}}");
              } else {
                sound.answer(exchange, body);
              }
            });

    assertThat(connected(Optional.empty()).open()).isInstanceOf(Opening.Opened.class);
  }

  /** A restart asks one question, not all of them again. */
  @Test
  void open_secondTime_onlyLooksWhetherTheServerLives() {
    server = FakeServer.answering(new ScriptedServer(ServerEngineTest::reversed));
    ServerEngine engine = connected(Optional.empty());
    engine.open();
    int before = server.paths.size();

    assertThat(engine.open()).isInstanceOf(Opening.Opened.class);
    assertThat(server.paths).hasSize(before + 1);
  }

  private static String reversed(String prompt) {
    return new StringBuilder(prompt).reverse().toString();
  }

  private ModelSession session(UnaryOperator<String> answers, Flaw... flaws) {
    Opening opening = open(new ScriptedServer(answers, flaws));
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    return ((Opening.Opened) opening).session();
  }

  private Opening open(FakeServer.Talk talk) {
    close();
    server = FakeServer.answering(talk);
    return connected(Optional.empty()).open();
  }

  private ServerEngine connected(Optional<ApiKey> key) {
    ServerEngine.Connection connection = connect(server.address(), key, Deployment.DEVICE);
    assertThat(connection).isInstanceOf(ServerEngine.Connection.Connected.class);
    return ((ServerEngine.Connection.Connected) connection).engine();
  }

  private static ServerEngine.Connection connect(
      ServerAddress address, Optional<ApiKey> key, Deployment deployment) {
    return ServerEngine.connect(address, key, Optional.empty(), deployment, LIMITS);
  }

  private static CompletionRequest request(String prompt, String... stop) {
    return new CompletionRequest(Prompt.text(prompt), 100, List.of(stop), Duration.ofSeconds(20));
  }
}
