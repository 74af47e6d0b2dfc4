package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Quantization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on a server of this device, in place of files. */
class ServedAgentTest {
  private static final Duration DAY = Duration.ofDays(1);

  /** All of eight items right, on the grid of the quality. */
  private static final long ALL = 1_000;

  @TempDir private Path parent;
  private AgentWorld world;
  private ModelServer server;

  @BeforeEach
  void begin() throws IOException {
    beginIn("data");
  }

  private void beginIn(String directory) throws IOException {
    world = new AgentWorld(parent.resolve(directory));
    server = new ModelServer(world);
  }

  @Test
  void step_server_isReportedUnderTheDigestThatItsOwnerStates() throws Exception {
    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
    assertThat(world.sent).hasSize(1);
    assertThat(world.report(0).getModel().getVersion()).isEqualTo("1.1.0");
    assertThat(world.report(0).getModel().getGgufDigest())
        .isEqualTo(DigestPrefixes.fromHex(ModelServer.DIGEST));
    assertThat(world.report(0).getModel().getQuantization()).isEqualTo(Quantization.UNKNOWN);
    assertThat(world.report(0).getPayload()).containsExactly(ALL);
  }

  /** A file beside a server is evidence; what it is against is not believed. */
  @Test
  void step_serverWithAnotherFile_isNotLookedFor() throws Exception {
    Optional<ServedModel> served = world.models.get(0).server();
    world.models.set(
        0,
        new InstalledModel(
            "tiny", "1.1.0", Optional.of(TinyModels.good()), ModelServer.DIGEST, served));

    world.liveFor(world.agent(), DAY);

    assertThat(world.status()).contains("model-missing");
    assertThat(server.looks).isZero();
  }

  @Test
  void step_withoutConsent_noServerIsLookedFor() throws Exception {
    world.consent.write(Consent.OFF);

    world.liveFor(world.agent(), DAY);

    assertThat(server.looks).isZero();
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

    beginIn("other");
    server.offer("1.1.0", ModelServer.ELSEWHERE, Deployment.EDGE);
    world.liveFor(world.agent(), DAY);
    assertThat(world.countedAsOwn).containsOnly(0);
  }

  @Test
  void step_pairOnOneServer_isCompared() throws Exception {
    world.flags = AgentFlags.paired();
    InstalledModel candidate = world.models.get(0);
    server.offer("1.0.0", ModelServer.HERE, Deployment.DEVICE);
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
}
