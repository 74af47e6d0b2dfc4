package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.run.ScriptedEngine;
import dev.sluice.probe.run.TestSuites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on another machine: its network may cost, and what it draws is not this device's. */
class EdgeServerTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path parent;
  private AgentWorld world;
  private ModelServer server;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(parent.resolve("data"));
    server = new ModelServer(world);
  }

  @Test
  void step_edgeServerOnAMeteredNetwork_isNotLookedForBeforeTheRun() throws Exception {
    server.offer("1.1.0", ModelServer.ELSEWHERE, Deployment.EDGE);
    world.onTheCharger = false;
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofHours(1));
    assertThat(server.looks).isPositive();
    world.onTheCharger = true;
    world.metered = true;
    server.looks = 0;

    world.liveFor(agent, DAY);

    assertThat(server.looks).isZero();
    assertThat(world.status()).contains("\"reasons\":[{\"reason\":\"metered\"");
    world.metered = false;
    world.liveFor(agent, DAY);
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void step_networkThatBecomesMetered_stopsARunOnAnotherMachine() throws Exception {
    server.offer("1.1.0", ModelServer.ELSEWHERE, Deployment.EDGE);
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
    server.offer("1.1.0", ModelServer.ELSEWHERE, Deployment.EDGE);

    new AgentLoop(world.agent(), world.stop, line -> {}).runOnce();

    JsonNode spent = new ObjectMapper().readTree(world.status()).path("spentToday");
    assertThat(spent.path("seconds").asLong()).isGreaterThan(50);
    assertThat(spent.path("joules").asLong()).isZero();
  }

  private Function<String, Generation> meteredFrom(String item) {
    return prompt -> {
      world.metered |= prompt.equals(item);
      return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
    };
  }
}
