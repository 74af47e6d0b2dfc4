package dev.sluice.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
  private final List<BitSet> settled = new ArrayList<>();

  @Test
  void settle_lastOfSeveral_tellsOnceWhichFailed() {
    var acknowledgements = new Acknowledgements(3, settled::add);

    acknowledgements.settle(2, false);
    acknowledgements.settle(0, true);
    assertThat(settled).isEmpty();
    acknowledgements.settle(1, true);

    assertThat(settled).containsExactly(BitSet.valueOf(new long[] {0b100}));
  }

  @Test
  void settle_fromManyThreads_losesNoFailure() throws InterruptedException {
    int reports = 10_000;
    var acknowledgements = new Acknowledgements(reports, settled::add);
    List<Thread> threads = new ArrayList<>();
    for (int remainder = 0; remainder < 4; remainder++) {
      int first = remainder;
      Thread thread =
          new Thread(
              () -> {
                for (int position = first; position < reports; position += 4) {
                  acknowledgements.settle(position, false);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(settled).hasSize(1);
    assertThat(settled.get(0).cardinality()).isEqualTo(reports);
  }
}
