package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.openai.FakeServer;
import dev.sluice.probe.openai.ScriptedServer;
import dev.sluice.probe.openai.ScriptedServer.Flaw;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.probe.openai.ServerEngine;
import dev.sluice.probe.openai.ServerLimits;
import dev.sluice.probe.openai.ServerWatch;
import dev.sluice.probe.schedule.WaitReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with what really goes over HTTP: servers that are sound, broken, or stuck. */
class ServedOverHttpTest {
  private static final int HARNESS_TICKET = 855;
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofMillis(300), 1_000_000, Duration.ofMillis(1));

  @TempDir private Path parent;
  private final CountDownLatch end = new CountDownLatch(1);
  private AgentWorld world;
  private FakeServer server;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(parent.resolve("data"));
  }

  @AfterEach
  void close() {
    end.countDown();
    server.close();
  }

  @Test
  void step_soundServer_isReportedAsGoodAsItIs() throws Exception {
    live(sound());

    assertThat(world.report(0).getPayload()).containsExactly(1_000L);
  }

  /** What says the same to everything passes for no harness, and is no score of a model. */
  @Test
  void step_serverThatSaysTheSameToAll_isABrokenHarness() throws Exception {
    world.ticket = HARNESS_TICKET;
    live(sound());
    List<Long> valid = world.report(0).getPayload();
    server.close();
    world = new AgentWorld(parent.resolve("other"));
    world.ticket = HARNESS_TICKET;

    live(new ScriptedServer(prompt -> "i1", Flaw.IGNORES_SEED));

    assertThat(world.report(0).getMetric()).isEqualTo(4);
    assertThat(world.report(0).getPayload()).isNotEqualTo(valid);
  }

  @Test
  void step_serverThatDropsPrompts_isNoGoodAndNothingIsReported() throws Exception {
    live(new ScriptedServer(prompt -> "i1", Flaw.IGNORES_PROMPT));

    assertThat(world.status()).contains("\"server-unfit\"");
    assertThat(world.sent).isEmpty();
  }

  @Test
  void step_serverThatHangs_isNoGoodAndNothingIsReported() throws Exception {
    live((exchange, body) -> await());

    assertThat(world.status()).contains("\"server-unfit\"");
    assertThat(world.sent).isEmpty();
  }

  private static ScriptedServer sound() {
    return new ScriptedServer(
        prompt ->
            prompt.startsWith("say ")
                ? prompt.substring("say ".length())
                : new StringBuilder(prompt).reverse().toString());
  }

  private void live(FakeServer.Talk talk) throws IOException {
    server = FakeServer.answering(talk);
    ServedModel served =
        new ServedModel(server.address(), "the-model", Deployment.DEVICE, Optional.empty());
    world.models.clear();
    world.models.add(
        new InstalledModel(
            "tiny", "1.1.0", Optional.empty(), "ab".repeat(32), Optional.of(served)));
    ServerWatch watch = new ServerWatch(served, LIMITS);
    world.engines =
        model ->
            watch.look() instanceof ServerEngine.Connection.Connected connected
                ? new Engines.Standing.There(connected.engine())
                : new Engines.Standing.NotNow(WaitReason.SERVER_NOT_THERE);
    world.liveFor(world.agent(), Duration.ofHours(1));
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
