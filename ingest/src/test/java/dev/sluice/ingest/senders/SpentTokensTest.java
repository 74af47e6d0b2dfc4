package dev.sluice.ingest.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.senders.SpentTokens.Spending;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SpentTokensTest {

  private static byte[] nonce(int number) {
    return ByteBuffer.allocate(32).putInt(number).array();
  }

  @Test
  void spend_manyTokensThroughAllItsGrowth_eachOnceOnAnotherReport() {
    var spent = new SpentTokens(20_000, 42);
    for (int i = 0; i < 20_000; i++) {
      assertThat(spent.spend(nonce(i), i, 0)).isEqualTo(Spending.PAID);
    }
    for (int i = 0; i < 20_000; i++) {
      assertThat(spent.spend(nonce(i), i, 0)).as("the same report").isEqualTo(Spending.PAID);
      assertThat(spent.spend(nonce(i), i, 1)).as("another").isEqualTo(Spending.SPENT);
    }
    assertThat(spent.size()).isEqualTo(20_000);
  }

  @Test
  void spend_beyondItsMemory_isRefusedAndForgetsNothing() {
    var spent = new SpentTokens(2, 42);
    spent.spend(nonce(1), 1, 1);
    spent.spend(nonce(2), 2, 2);

    assertThat(spent.spend(nonce(3), 3, 3)).isEqualTo(Spending.NO_ROOM);
    assertThat(spent.spend(nonce(1), 9, 9)).isEqualTo(Spending.SPENT);
    assertThat(spent.spend(nonce(2), 2, 2)).isEqualTo(Spending.PAID);
  }
}
