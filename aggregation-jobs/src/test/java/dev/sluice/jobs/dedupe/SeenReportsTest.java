package dev.sluice.jobs.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobs.cells.CellId;
import dev.sluice.jobs.cells.WithdrawnReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenReportsTest {
  private static final CellId CELL = new CellId(1, 2);
  private static final CellId OTHER_CELL = new CellId(1, 3);
  private static final long MIXED = 0x9E3779B97F4A7C15L;

  @Test
  void see_newThenSameThenOtherContent_isFirstRepeatedAltered() {
    SeenReports reports = new SeenReports();

    assertThat(reports.see(5, CELL, payload(1))).isEqualTo(Sighting.FIRST);
    assertThat(reports.see(5, CELL, payload(1))).isEqualTo(Sighting.REPEATED);
    assertThat(reports.see(5, CELL, payload(2))).isEqualTo(Sighting.ALTERED);
    assertThat(reports.see(5, OTHER_CELL, payload(1))).isEqualTo(Sighting.ALTERED);
    assertThat(reports.see(5, CELL, payload(1, 1))).isEqualTo(Sighting.ALTERED);
    assertThat(reports.see(5, CELL, payload(1))).isEqualTo(Sighting.REPEATED);
    assertThat(reports.size()).isEqualTo(1);
  }

  @Test
  void withdraw_anAlteredId_givesWhatWasCountedAndDisputesTheIdForGood() {
    SeenReports reports = new SeenReports();
    reports.see(5, CELL, payload(-70, Long.MIN_VALUE, Long.MAX_VALUE));
    reports.see(6, OTHER_CELL, payload(1));

    WithdrawnReport withdrawn = reports.withdraw(5);

    assertThat(withdrawn.id()).isEqualTo(CELL);
    assertThat(withdrawn.payload()).containsExactly(-70, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(reports.see(5, CELL, payload(-70, Long.MIN_VALUE, Long.MAX_VALUE)))
        .isEqualTo(Sighting.DISPUTED);
    assertThat(reports.see(6, OTHER_CELL, payload(1))).isEqualTo(Sighting.REPEATED);
    assertThatThrownBy(() -> reports.withdraw(5)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reports.withdraw(7)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void see_idThatMarksFreeEntries_isRememberedAsWell() {
    SeenReports reports = new SeenReports();

    assertThat(reports.see(0, CELL, payload(7))).isEqualTo(Sighting.FIRST);
    assertThat(reports.see(0, CELL, payload(7))).isEqualTo(Sighting.REPEATED);
    assertThat(reports.size()).isEqualTo(1);
  }

  /** Ids and contents from small ranges, so that they collide in every way and share low bits. */
  @Property(tries = 200)
  void see_anySequence_answersLikeAMap(
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 400) Long> ids,
      @ForAll @IntRange(min = 0, max = 40) int shift) {
    SeenReports reports = new SeenReports();
    Map<Long, Integer> model = new HashMap<>();

    for (int i = 0; i < ids.size(); i++) {
      // Never 0 nor 1: those two are one id, which has a test of its own.
      long id = (ids.get(i) + 2) << shift;
      int content = i % 3;
      Sighting sighting = reports.see(id, content == 2 ? OTHER_CELL : CELL, payload(content));
      assertThat(sighting).isEqualTo(expected(model.get(id), content));
      model.putIfAbsent(id, content);
      if (sighting == Sighting.ALTERED) {
        assertThat(reports.withdraw(id).payload()).containsExactly(model.put(id, -1));
      }
    }

    assertThat(reports.size()).isEqualTo(model.size());
  }

  @Test
  void see_manyMoreThanFitAtFirst_forgetsNone() {
    SeenReports reports = new SeenReports();
    for (int i = 1; i <= 10_000; i++) {
      assertThat(reports.see(i * MIXED, cell(i), payload(i))).isEqualTo(Sighting.FIRST);
    }

    for (int i = 1; i <= 10_000; i++) {
      assertThat(reports.see(i * MIXED, cell(i), payload(i))).isEqualTo(Sighting.REPEATED);
    }
  }

  @Test
  void copy_changedAfterwards_leavesTheOriginalAsItWas() {
    SeenReports original = new SeenReports();
    original.see(1000, CELL, payload(1));
    SeenReports copy = original.copy();

    for (int i = 2; i < 100; i++) {
      copy.see(1000 + i, cell(i), payload(i));
    }
    copy.withdraw(1000);

    assertThat(original.size()).isEqualTo(1);
    assertThat(original.see(1000, CELL, payload(1))).isEqualTo(Sighting.REPEATED);
    assertThat(original.see(1002, CELL, payload(2))).isEqualTo(Sighting.FIRST);
    assertThat(copy.size()).isEqualTo(99);
  }

  private static CellId cell(int i) {
    return new CellId(i % 50, 0);
  }

  private static long[] payload(long... values) {
    return values;
  }

  private static Sighting expected(Integer known, int content) {
    if (known == null) {
      return Sighting.FIRST;
    }
    if (known < 0) {
      return Sighting.DISPUTED;
    }
    return known == content ? Sighting.REPEATED : Sighting.ALTERED;
  }
}
