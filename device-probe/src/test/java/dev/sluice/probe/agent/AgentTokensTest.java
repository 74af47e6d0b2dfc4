package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.tokens.TokenStanding;
import dev.sluice.probe.tokens.TokenSupply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an agent gets tokens. */
class AgentTokensTest {
  private static final int FULL = 4;

  @TempDir private Path directory;
  private AgentWorld world;
  private Scripted supply;

  /** Gives one whenever it is asked, or none. */
  private final class Scripted implements TokenSupply {
    final List<Instant> asked = new ArrayList<>();
    boolean gives = true;
    int kept;

    @Override
    public Optional<TokenStanding> standing() {
      return Optional.of(new TokenStanding("in.example", kept, FULL));
    }

    @Override
    public Optional<Delivery.Deferred> fetchOne() {
      asked.add(world.now);
      kept += gives ? 1 : 0;
      return gives ? Optional.empty() : Optional.of(new Delivery.Deferred("no token"));
    }
  }

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(directory);
    supply = new Scripted();
    world.tokens = supply;
    world.flags = "{}";
  }

  @Test
  void step_tokensAreShort_getsOneAtATimeWithinHours() throws IOException {
    Agent agent = world.agent();
    agent.step();
    assertThat(supply.asked).hasSize(1);
    assertThat(world.status())
        .contains("{\"issuer\":\"in.example\",\"kept\":1,\"most\":4,\"next\":\"within-an-hour\"}");

    world.liveFor(agent, Duration.ofHours(5));

    assertThat(world.status()).contains("\"kept\":4,\"most\":4,\"next\":\"not-needed\"");
    assertThat(supply.asked).hasSize(FULL).doesNotHaveDuplicates();
    assertThat(Duration.between(supply.asked.get(0), supply.asked.get(1)))
        .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(60));
  }

  @Test
  void step_nobodyHasAgreed_getsNone() throws IOException {
    world.consent.write(Consent.EVAL_ONLY);
    world.liveFor(world.agent(), Duration.ofHours(5));

    assertThat(supply.asked).isEmpty();
    assertThat(world.status()).contains("\"kept\":0,\"most\":4,\"next\":\"when-network-is-used\"");
  }

  @Test
  void step_serverGivesNone_isAskedMoreAndMoreRarely() throws IOException {
    supply.gives = false;
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofHours(24));

    assertThat(supply.asked).hasSizeBetween(6, 20);
    assertThat(world.status()).contains("\"next\":\"within-a-day\",\"trouble\":\"no token\"");
    supply.gives = true;
    world.liveFor(agent, Duration.ofHours(12));
    assertThat(world.status()).doesNotContain("trouble");
  }

  @Test
  void step_reportIsSent_getsNoneInTheSameLook() throws IOException {
    supply.kept = FULL;
    world.flags = AgentFlags.everybodyIsACandidate();
    Agent agent = world.agent();
    while (world.sent.isEmpty()) {
      world.pass(agent.step());
    }
    supply.kept--;
    Instant sent = world.now;
    world.liveFor(agent, Duration.ofHours(2));

    assertThat(supply.asked).hasSize(1);
    assertThat(supply.asked.get(0)).isAfter(sent.plus(Duration.ofMinutes(10)));
  }
}
