package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.ledger.LedgerRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks, servers and clocks that fail, and an agent that waits for better ones. */
class OfflineAgentTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path parent;
  private AgentWorld world;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(parent.resolve("data"));
  }

  @Test
  void step_offlineForWeeks_keepsTheReportAndSendsTheSameBytesOnReturn() throws Exception {
    world.sendDelay = Duration.ofHours(12);
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofMinutes(5));
    world.online = false;
    world.liveFor(world.agent(), DAY.multipliedBy(20));
    assertThat(world.sent).isEmpty();
    byte[] kept = world.ledger().unsettled().get(0).bytes().orElseThrow().toArray();
    // Asked again and again, but ever more seldom: 20 days at six hours.
    assertThat(world.asked.size()).isBetween(70, 130);

    world.online = true;
    world.liveFor(world.agent(), DAY);

    assertThat(world.sent).containsExactly(kept);
    assertThat(world.ledger().unsettled()).isEmpty();
  }

  @Test
  void step_offlineForTooLong_givesTheReportUpAndFollowsNoOldFlags() throws Exception {
    world.sendDelay = Duration.ofHours(12);
    Agent agent = world.agent();
    world.pass(agent.step());
    world.online = false;
    world.liveFor(agent, DAY.multipliedBy(40));

    assertThat(world.ledger().reports().get(0).settlement())
        .hasValue(LedgerRecord.Settlement.EXPIRED);
    assertThat(world.status()).contains("nothing-to-do").doesNotContain("tiny-1.1.0");

    world.online = true;
    world.liveFor(agent, DAY);
    assertThat(world.sent).isEmpty();
  }

  @Test
  void step_noNetworkAtAll_waitsAndNeverFails() throws Exception {
    world.online = false;
    Agent agent = world.agent();

    world.liveFor(agent, DAY.multipliedBy(7));

    assertThat(agent.words()).contains("no rollout asks");
    assertThat(world.engine.prompts).isEmpty();
  }

  @Test
  void step_serverGoesMad_keepsTheLastGoodFlags() throws Exception {
    Agent agent = world.agent();
    world.onTheCharger = false;
    world.liveFor(agent, Duration.ofMinutes(5));
    for (String hostile : List.of("", "{}", "[".repeat(100_000), "{\"flags\": 7}", "<html>")) {
      world.flags = hostile;
      world.liveFor(agent, DAY);
      assertThat(world.status()).contains("\"part\":\"candidate\"");
    }
    world.onTheCharger = true;

    world.liveFor(agent, DAY);

    assertThat(world.sent).hasSize(1);
  }

  @Test
  void step_clockJumpsToAndFro_stillAsksAndAnswersOnce() throws Exception {
    Agent agent = world.agent();
    for (String moment :
        List.of(
            "2026-11-28T10:00:00Z",
            "2019-01-01T00:00:00Z",
            "2031-06-01T00:00:00Z",
            "2026-11-28T12:00:00Z",
            "2026-11-27T12:00:00Z")) {
      world.now = Instant.parse(moment);
      int asked = world.asked.size();
      world.liveFor(agent, DAY);
      assertThat(world.asked.size()).as(moment).isGreaterThan(asked);
    }

    assertThat(world.sent).hasSize(1);
    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS);
  }
}
