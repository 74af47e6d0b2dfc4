package dev.sluice.gate.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LookClockTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final LookClock clock = new LookClock(Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void due_nothingChanged_no() {
    assertThat(clock.due(NOON, true)).isFalse();
  }

  @Test
  void due_firstChange_atOnce() {
    clock.changed(NOON);

    assertThat(clock.due(NOON, true)).isTrue();
  }

  @Test
  void due_changeSoonAfterALook_whenTheIntervalIsOver() {
    clock.looked(NOON);
    clock.changed(NOON.plusMillis(100));

    assertThat(clock.due(NOON.plusMillis(999), true)).isFalse();
    assertThat(clock.due(NOON.plusMillis(1_000), true)).isTrue();
  }

  @Test
  void due_moreIsComing_waitsButNotForEver() {
    clock.changed(NOON);
    clock.changed(NOON.plusSeconds(9));

    assertThat(clock.due(NOON.plusSeconds(9), false)).isFalse();
    assertThat(clock.due(NOON.plusSeconds(10), false)).isTrue();
  }

  @Test
  void due_looked_notUntilTheNextChange() {
    clock.changed(NOON);
    clock.looked(NOON);

    assertThat(clock.due(NOON.plusSeconds(60), true)).isFalse();
  }
}
