package dev.sluice.gate.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.CellReader;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.TopicKeys;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceStoreTest {
  private final EvidenceStore store = new EvidenceStore(new CellReader(TestPolicies.REGISTRIES));

  @Test
  void accept_newerStateOfACell_replacesTheOlder() {
    accept(aggregate(3));
    accept(aggregate(5));

    assertThat(store.cells())
        .singleElement()
        .extracting(Cell::sums)
        .extracting(CellSums::reports)
        .isEqualTo(5L);
    assertThat(store.leftOut()).isEmpty();
  }

  @Test
  void accept_tombstone_removesTheCell() {
    accept(aggregate(3));
    store.accept(TopicKeys.of(aggregate(3)), null);

    assertThat(store.cells()).isEmpty();
  }

  @Test
  void accept_whatCannotBeRead_leftOutAndCountedByReason() {
    store.accept("key", new byte[] {1, 2, 3});
    store.accept("another key", Codecs.AGGREGATE.encode(aggregate(3)));
    accept(ofAnotherRegistry());
    accept(ofAnotherRegistry());

    assertThat(store.cells()).isEmpty();
    assertThat(store.leftOut())
        .isEqualTo(
            Map.of(LeftOut.UNREADABLE, 1L, LeftOut.OTHER_KEY, 1L, LeftOut.OTHER_REGISTRY, 1L));
  }

  /** As in the compacted topic: a gate that starts later must hold the same evidence. */
  @Test
  void accept_newerStateThatCannotBeRead_replacesTheCellAndTheOtherWayRound() {
    accept(aggregate(3));
    store.accept(TopicKeys.of(aggregate(3)), new byte[] {1});

    assertThat(store.cells()).isEmpty();
    assertThat(store.leftOut()).containsEntry(LeftOut.UNREADABLE, 1L);

    accept(aggregate(5));

    assertThat(store.cells()).hasSize(1);
    assertThat(store.leftOut()).isEmpty();
  }

  private static Aggregate ofAnotherRegistry() {
    return Aggregate.newBuilder(aggregate(3))
        .setRegistryDigest(DigestPrefixes.of(new byte[0]))
        .build();
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
