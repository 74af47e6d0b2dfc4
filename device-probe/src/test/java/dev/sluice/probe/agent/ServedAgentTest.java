package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.Opening.Refused;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.probe.openai.ServerAddress;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.run.ScriptedEngine;
import dev.sluice.probe.run.TestSuites;
import dev.sluice.probe.schedule.WaitReason;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Quantization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are on a server, which is there, or not, or goes away in the middle. */
class ServedAgentTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String HERE = "http://127.0.0.1:8080";
  private static final String ELSEWHERE = "https://vllm.example";
  private static final String DIGEST = "ab".repeat(32);

  /** All of eight items right, and all but one, on the grid of the quality. */
  private static final long ALL = 1_000;

  private static final long ALL_BUT_ONE = 688;

  @TempDir private Path parent;
  private AgentWorld world;
  private Optional<WaitReason> away = Optional.empty();
  private int looks;
  private int worlds;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(parent.resolve("data-" + worlds++));
    serve("1.1.0", HERE, Deployment.DEVICE);
    world.engines =
        model -> {
          looks++;
          return away.<Engines.Standing>map(Engines.Standing.NotNow::new)
              .orElseGet(() -> new Engines.Standing.There(world.engine));
        };
  }

  @Test
  void step_server_isReportedUnderTheDigestThatItsOwnerStates() throws Exception {
    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
    assertThat(world.sent).hasSize(1);
    assertThat(world.report(0).getModel().getVersion()).isEqualTo("1.1.0");
    assertThat(world.report(0).getModel().getGgufDigest())
        .isEqualTo(DigestPrefixes.fromHex(DIGEST));
    assertThat(world.report(0).getModel().getQuantization()).isEqualTo(Quantization.UNKNOWN);
    assertThat(world.report(0).getPayload()).containsExactly(ALL);
  }

  /** A file beside a server is evidence; what it is against is not believed. */
  @Test
  void step_serverWithAnotherFile_isNotLookedFor() throws Exception {
    Optional<ServedModel> server = world.models.get(0).server();
    world.models.set(
        0, new InstalledModel("tiny", "1.1.0", Optional.of(TinyModels.good()), DIGEST, server));

    world.liveFor(world.agent(), DAY);

    assertThat(world.status()).contains("model-missing");
    assertThat(looks).isZero();
  }

  @Test
  void step_withoutConsent_noServerIsLookedFor() throws Exception {
    world.consent.write(Consent.OFF);

    world.liveFor(world.agent(), DAY);

    assertThat(looks).isZero();
  }

  @Test
  void step_serverNotThere_waitsAndDrawsNothingUntilItIs() throws Exception {
    Agent agent = world.agent();
    stopServer();
    world.liveFor(agent, DAY.multipliedBy(9));
    assertThat(world.status()).contains("\"server-not-there\"");
    assertThat(agent.words()).contains("does not answer");
    assertThat(ledgerFiles()).isEmpty();

    startServer();
    world.liveFor(agent, DAY);

    assertThat(world.report(0).getPayload()).containsExactly(ALL);
  }

  @Test
  void step_serverThatIsNoGood_isTriedEverMoreSeldomAndNothingIsDrawn() throws Exception {
    Agent agent = world.agent();
    world.engine.refusal = refusal(Refused.Kind.NOT_SUPPORTED);
    world.liveFor(agent, DAY);
    assertThat(world.status()).contains("\"server-unfit\"");
    assertThat(world.engine.refused).isBetween(6, 12);
    assertThat(ledgerFiles()).isEmpty();

    startServer();
    world.liveFor(agent, DAY);

    assertThat(world.report(0).getPayload()).containsExactly(ALL);
  }

  @Test
  void step_serverThatWorksForOthers_isBusy() throws Exception {
    Agent agent = world.agent();
    world.engine.refusal = refusal(Refused.Kind.BUSY);

    world.liveFor(agent, DAY);

    assertThat(world.status()).contains("\"busy\"");
    assertThat(ledgerFiles()).isEmpty();
  }

  @Test
  void step_serverThatIsBackAtOnce_hasFailedAtOneItem() throws Exception {
    world.script = dyingAt("say i3", () -> {});

    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS);
    assertThat(world.report(0).getPayload()).containsExactly(ALL_BUT_ONE);
  }

  @Test
  void step_serverThatDiesMidway_isWaitedForAndAskedTheRest() throws Exception {
    Agent agent = world.agent();
    world.script = dyingAt("say i3", this::stopServer);
    world.liveFor(agent, DAY);
    assertThat(world.itemsAsked()).hasSize(4).endsWith("say i3");
    assertThat(world.sent).isEmpty();
    assertThat(world.ledger().unendedRuns(cell())).isEqualTo(1);
    assertThat(world.status()).contains("\"server-not-there\"");

    startServer();
    world.liveFor(agent, DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
    assertThat(world.report(0).getPayload()).containsExactly(ALL_BUT_ONE);
  }

  @Test
  void step_serverThatHangsMidway_hasTimedOutAtOneItemAndIsAskedTheRestLater() throws Exception {
    Agent agent = world.agent();
    world.script =
        prompt -> {
          if (prompt.equals("say i3")) {
            world.engine.refusal = refusal(Refused.Kind.TIMEOUT);
            return new Generation.TimedOut(Duration.ofMinutes(1), true);
          }
          return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
        };
    world.liveFor(agent, Duration.ofHours(1));
    assertThat(world.status()).contains("\"server-unfit\"");
    assertThat(world.sent).isEmpty();

    startServer();
    world.liveFor(agent, DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
    assertThat(world.report(0).getPayload()).containsExactly(ALL_BUT_ONE);
  }

  /** A model that brings its server down time and again cannot hide behind that. */
  @Test
  void step_serverThatDiesInThreeRuns_isReportedAsTheWorst() throws Exception {
    Agent agent = world.agent();
    world.script =
        prompt -> {
          stopServer();
          return new Generation.Crashed("gone");
        };
    for (int run = 0; run < 3; run++) {
      startServer();
      world.liveFor(agent, DAY);
      assertThat(world.sent).isEmpty();
    }
    int asked = world.engine.prompts.size();
    startServer();
    world.liveFor(agent, DAY);

    assertThat(world.engine.prompts).hasSize(asked);
    assertThat(world.report(0).getPayload()).containsExactly(0L);
  }

  /** What answered before does not count for what another server will. */
  @Test
  void step_anotherServerForTheRest_isAskedAllAnew() throws Exception {
    world.script = dyingAt("say i3", this::stopServer);
    world.liveFor(world.agent(), DAY);
    serve("1.1.0", "http://127.0.0.1:9090", Deployment.DEVICE);
    world.script = prompt -> ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
    away = Optional.empty();

    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS);
    assertThat(world.report(0).getPayload()).containsExactly(ALL);
  }

  @Test
  void step_edgeServerOnAMeteredNetwork_isNotLookedForBeforeTheRun() throws Exception {
    serve("1.1.0", ELSEWHERE, Deployment.EDGE);
    world.onTheCharger = false;
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofHours(1));
    assertThat(looks).isPositive();
    world.onTheCharger = true;
    world.metered = true;
    looks = 0;

    world.liveFor(agent, DAY);

    assertThat(looks).isZero();
    assertThat(world.status()).contains("\"reasons\":[{\"reason\":\"metered\"");
    world.metered = false;
    world.liveFor(agent, DAY);
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void step_networkThatBecomesMetered_stopsARunOnAnotherMachine() throws Exception {
    serve("1.1.0", ELSEWHERE, Deployment.EDGE);
    world.script = meteredFrom("say i2");
    Agent agent = world.agent();
    world.liveFor(agent, DAY);
    assertThat(world.itemsAsked()).hasSizeLessThan(AgentWorld.ITEMS);

    world.metered = false;
    world.script = prompt -> ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
    world.liveFor(agent, DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
  }

  @Test
  void step_networkThatBecomesMetered_doesNotStopARunOnThisMachine() throws Exception {
    world.script = meteredFrom("say i2");

    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS);
  }

  /** What another machine draws is not this device's. */
  @Test
  void spent_edgeServer_isItsTimeAlone() throws Exception {
    serve("1.1.0", ELSEWHERE, Deployment.EDGE);

    new AgentLoop(world.agent(), world.stop, line -> {}).runOnce();

    JsonNode spent = new ObjectMapper().readTree(world.status()).path("spentToday");
    assertThat(spent.path("seconds").asLong()).isGreaterThan(50);
    assertThat(spent.path("joules").asLong()).isZero();
  }

  /** A server's memory is its own; what a file takes must be free. */
  @Test
  void step_noMemoryIsFree_keepsAFileWaitingAndNoServer() throws Exception {
    world.freeMemoryBytes = 0;
    world.liveFor(world.agent(), DAY);
    assertThat(world.sent).hasSize(1);

    world = new AgentWorld(parent.resolve("files"));
    world.freeMemoryBytes = 0;
    world.liveFor(world.agent(), DAY);
    assertThat(world.status()).contains("\"no-memory\"");
  }

  /** While it answers, a server on this device is the load; one elsewhere never is. */
  @Test
  void step_threadsOfAServer_areOwnOnesWhereItIsOnThisDevice() throws Exception {
    world.liveFor(world.agent(), DAY);
    assertThat(world.countedAsOwn).contains(1);

    begin();
    serve("1.1.0", ELSEWHERE, Deployment.EDGE);
    world.liveFor(world.agent(), DAY);
    assertThat(world.countedAsOwn).containsOnly(0);
  }

  @Test
  void step_pairOnOneServer_isCompared() throws Exception {
    world.flags = AgentFlags.paired();
    InstalledModel candidate = world.models.get(0);
    serve("1.0.0", HERE, Deployment.DEVICE);
    world.models.add(candidate);

    world.liveFor(world.agent(), DAY);

    assertThat(world.report(0).getBaseline().getVersion()).isEqualTo("1.0.0");
  }

  @Test
  void step_pairOfAServerAndAFile_isNotComparable() throws Exception {
    world.flags = AgentFlags.paired();
    world.install("1.0.0");

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.status()).contains("\"not-comparable\"");
  }

  private void serve(String version, String address, Deployment deployment) {
    ServedModel served =
        new ServedModel(
            ServerAddress.parse(address), "tiny:" + version, deployment, Optional.empty());
    world.models.clear();
    world.models.add(
        new InstalledModel("tiny", version, Optional.empty(), DIGEST, Optional.of(served)));
  }

  private void stopServer() {
    away = Optional.of(WaitReason.SERVER_NOT_THERE);
    world.engine.refusal = refusal(Refused.Kind.ENGINE_FAILURE);
  }

  private void startServer() {
    away = Optional.empty();
    world.engine.refusal = Optional.empty();
  }

  private static Optional<Refused> refusal(Refused.Kind kind) {
    return Optional.of(new Refused(kind, "as scripted"));
  }

  private static Function<String, Generation> dyingAt(String item, Runnable death) {
    return prompt -> {
      if (prompt.equals(item)) {
        death.run();
        return new Generation.Crashed("gone");
      }
      return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
    };
  }

  private Function<String, Generation> meteredFrom(String item) {
    return prompt -> {
      world.metered |= prompt.equals(item);
      return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
    };
  }

  private String cell() {
    ModelIdentity identity =
        new ModelIdentity(
            "tiny", Optional.of("1.1.0"), Optional.empty(), Optional.of(DIGEST), Optional.empty());
    return ReportCycle.cell("tiny-1.1.0", WireIdentity.of(identity, world.engine.build()));
  }

  private String[] ledgerFiles() {
    return world.directory.toFile().list((directory, name) -> name.startsWith("ledger"));
  }
}
