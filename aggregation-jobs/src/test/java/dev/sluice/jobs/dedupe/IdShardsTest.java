package dev.sluice.jobs.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdShardsTest {

  @Test
  void key_allIdsOfTwoDays_areInAsManyKeysAsShardsAndDays() {
    IdShards shards = new IdShards(16);
    Set<Long> keys = new HashSet<>();
    for (long high = 0; high < 1 << 16; high++) {
      keys.add(shards.key(20_000, high << 48));
      keys.add(shards.key(20_001, high << 48));
    }

    assertThat(keys).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 257, 1 << 17})
  void shards_notAPowerOfTwoInRange_areRefused(int count) {
    assertThatThrownBy(() -> new IdShards(count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("power of two");
  }
}
