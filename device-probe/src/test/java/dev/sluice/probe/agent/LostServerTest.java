package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.Opening.Refused;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.run.ScriptedEngine;
import dev.sluice.probe.run.TestSuites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on a server that is not there, no good, or gone in the middle of a run. */
class LostServerTest {
  private static final Duration DAY = Duration.ofDays(1);

  /** All of eight items right, and all but one, on the grid of the quality. */
  private static final long ALL = 1_000;

  private static final long ALL_BUT_ONE = 688;

  @TempDir private Path parent;
  private AgentWorld world;
  private ModelServer server;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(parent.resolve("data"));
    server = new ModelServer(world);
  }

  @Test
  void step_serverNotThere_waitsAndDrawsNothingUntilItIs() throws Exception {
    Agent agent = world.agent();
    server.stop();
    world.liveFor(agent, DAY.multipliedBy(9));
    assertThat(world.status()).contains("\"server-not-there\"");
    assertThat(agent.words()).contains("does not answer");
    assertThat(ledgerFiles()).isEmpty();

    server.start();
    world.liveFor(agent, DAY);

    assertThat(world.report(0).getPayload()).containsExactly(ALL);
  }

  @Test
  void step_serverThatIsNoGood_isTriedEverMoreSeldomAndNothingIsDrawn() throws Exception {
    Agent agent = world.agent();
    server.refuse(Refused.Kind.NOT_SUPPORTED);
    world.liveFor(agent, DAY);
    assertThat(world.status()).contains("\"server-unfit\"");
    assertThat(world.engine.refused).isBetween(6, 12);
    assertThat(ledgerFiles()).isEmpty();

    server.start();
    world.liveFor(agent, DAY);

    assertThat(world.report(0).getPayload()).containsExactly(ALL);
  }

  @Test
  void step_serverThatWorksForOthers_isBusy() throws Exception {
    Agent agent = world.agent();
    server.refuse(Refused.Kind.BUSY);

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
    world.script = dyingAt("say i3", server::stop);
    world.liveFor(agent, DAY);
    assertThat(world.itemsAsked()).hasSize(4).endsWith("say i3");
    assertThat(world.sent).isEmpty();
    assertThat(world.ledger().unendedRuns(cell())).isEqualTo(1);
    assertThat(world.status()).contains("\"server-not-there\"");

    server.start();
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
            server.refuse(Refused.Kind.TIMEOUT);
            return new Generation.TimedOut(Duration.ofMinutes(1), true);
          }
          return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
        };
    world.liveFor(agent, Duration.ofHours(1));
    assertThat(world.status()).contains("\"server-unfit\"");
    assertThat(world.sent).isEmpty();

    server.start();
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
          server.stop();
          return new Generation.Crashed("gone");
        };
    for (int run = 0; run < 3; run++) {
      server.start();
      world.liveFor(agent, DAY);
      assertThat(world.sent).isEmpty();
    }
    int asked = world.engine.prompts.size();
    server.start();
    world.liveFor(agent, DAY);

    assertThat(world.engine.prompts).hasSize(asked);
    assertThat(world.report(0).getPayload()).containsExactly(0L);
  }

  /** What answered before does not count for what another server will. */
  @Test
  void step_anotherServerForTheRest_isAskedAllAnew() throws Exception {
    world.script = dyingAt("say i3", server::stop);
    world.liveFor(world.agent(), DAY);
    server.offer("1.1.0", "http://127.0.0.1:9090", Deployment.DEVICE);
    world.script = prompt -> ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
    server.start();

    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS);
    assertThat(world.report(0).getPayload()).containsExactly(ALL);
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

  private String cell() {
    ModelIdentity identity =
        new ModelIdentity(
            "tiny",
            Optional.of("1.1.0"),
            Optional.empty(),
            Optional.of(ModelServer.DIGEST),
            Optional.empty());
    return ReportCycle.cell("tiny-1.1.0", WireIdentity.of(identity, world.engine.build()));
  }

  private String[] ledgerFiles() {
    return world.directory.toFile().list((directory, name) -> name.startsWith("ledger"));
  }
}
