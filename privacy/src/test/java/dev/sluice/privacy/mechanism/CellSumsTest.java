package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CellSumsTest {

  @Property
  void plus_anyCells_isAssociativeAndCommutativeWithNoneAsIdentity(
      @ForAll("cells") CellSums a, @ForAll("cells") CellSums b, @ForAll("cells") CellSums c) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(CellSums.none(2))).isEqualTo(a);
  }

  @Property
  void minus_aReportThatWasAdded_isAsBefore(
      @ForAll("cells") CellSums before, @ForAll @IntRange(max = 1) int category) {
    Mechanism mechanism = new RandomizedResponse(List.of("yes", "no"), 1);
    long[] payload = {category};

    assertThat(before.plus(mechanism, payload).minus(mechanism.kind(), payload)).isEqualTo(before);
  }

  @Test
  void minus_fromNoReports_isRefused() {
    Mechanism mechanism = new RandomizedResponse(List.of("yes", "no"), 1);

    assertThatThrownBy(() -> CellSums.none(2).minus(mechanism.kind(), new long[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be negative");
  }

  @Test
  void plus_overflow_isNotSilent() {
    CellSums full = CellSums.of(1, new long[] {Long.MAX_VALUE}, new long[] {0});

    assertThatThrownBy(() -> full.plus(full)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void plus_otherSlots_isRefused() {
    assertThatThrownBy(() -> CellSums.none(1).plus(CellSums.none(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_arraysChangedLater_keepsItsOwn() {
    long[] sums = {1};
    CellSums cell = CellSums.of(1, sums, new long[] {1});
    sums[0] = 99;

    assertThat(cell.sum(0)).isEqualTo(1);
  }

  @Provide
  Arbitrary<CellSums> cells() {
    Arbitrary<Long> values = Arbitraries.longs().between(-1L << 40, 1L << 40);
    return Combinators.combine(Arbitraries.longs().between(0, 1L << 40), values, values)
        .as((n, x, y) -> CellSums.of(n, new long[] {x, y}, new long[] {x & 0xFFFF, y & 0xFFFF}));
  }
}
