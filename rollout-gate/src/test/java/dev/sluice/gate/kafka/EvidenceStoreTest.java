package dev.sluice.gate.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.TopicKeys;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EvidenceStoreTest {
  private final EvidenceStore store = new EvidenceStore(TestPolicies.REGISTRY);

  @Test
  void accept_newerStateOfACell_replacesTheOlder() {
    accept(aggregate(3));
    accept(aggregate(5));

    assertThat(store.cells())
        .singleElement()
        .extracting(Cell::sums)
        .extracting(CellSums::reports)
        .isEqualTo(5L);
    assertThat(store.ignored()).isZero();
  }

  @Test
  void accept_tombstone_removesTheCell() {
    accept(aggregate(3));
    store.accept(TopicKeys.of(aggregate(3)), null);

    assertThat(store.cells()).isEmpty();
  }

  @Test
  void accept_whatCannotBeRead_ignoredAndCounted() {
    store.accept("key", new byte[] {1, 2, 3});
    store.accept("another key", Codecs.AGGREGATE.encode(aggregate(3)));

    assertThat(store.cells()).isEmpty();
    assertThat(store.ignored()).isEqualTo(2);
  }

  private void accept(Aggregate aggregate) {
    store.accept(TopicKeys.of(aggregate), Codecs.AGGREGATE.encode(aggregate));
  }

  private static Aggregate aggregate(long reports) {
    return TestAggregates.of(
        TestPolicies.example().control(),
        "phone-4gb",
        LocalDate.of(2026, 3, 1),
        TestPolicies.REGISTRY.metric("quality").orElseThrow(),
        Epsilon.of(1),
        CellSums.of(reports, new long[] {1}, new long[] {1}));
  }
}
