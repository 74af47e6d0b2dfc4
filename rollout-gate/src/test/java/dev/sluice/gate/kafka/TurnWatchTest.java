package dev.sluice.gate.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnWatchTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TurnWatch watch = new TurnWatch(PATIENCE, NOON);

  @Test
  void turns_withinItsPatience_only() {
    assertThat(watch.turns(NOON.plus(PATIENCE))).isTrue();
    assertThat(watch.turns(NOON.plus(PATIENCE).plusMillis(1))).isFalse();
  }

  @Test
  void turns_afterAnotherTurn_again() {
    watch.turned(NOON.plusSeconds(600));

    assertThat(watch.turns(NOON.plusSeconds(601))).isTrue();
  }
}
