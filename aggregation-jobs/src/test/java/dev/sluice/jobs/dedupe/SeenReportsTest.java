package dev.sluice.jobs.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.dedupe.SeenReports.Sighting;
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

  @Test
  void see_newThenSameThenOtherContent_isFirstRepeatedAltered() {
    SeenReports reports = new SeenReports();

    assertThat(reports.see(5, 1)).isEqualTo(Sighting.FIRST);
    assertThat(reports.see(5, 1)).isEqualTo(Sighting.REPEATED);
    assertThat(reports.see(5, 2)).isEqualTo(Sighting.ALTERED);
    assertThat(reports.see(5, 1)).isEqualTo(Sighting.REPEATED);
    assertThat(reports.size()).isEqualTo(1);
  }

  @Test
  void see_idThatMarksFreeEntries_isRememberedAsWell() {
    SeenReports reports = new SeenReports();

    assertThat(reports.see(0, 7)).isEqualTo(Sighting.FIRST);
    assertThat(reports.see(0, 7)).isEqualTo(Sighting.REPEATED);
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
      int content = i % 2;
      Integer known = model.putIfAbsent(id, content);
      assertThat(reports.see(id, content)).isEqualTo(expected(known, content));
    }

    assertThat(reports.size()).isEqualTo(model.size());
  }

  @Test
  void see_manyMoreThanFitAtFirst_forgetsNone() {
    SeenReports reports = new SeenReports();
    for (int i = 1; i <= 10_000; i++) {
      assertThat(reports.see(i * 0x9E3779B97F4A7C15L, i)).isEqualTo(Sighting.FIRST);
    }

    for (int i = 1; i <= 10_000; i++) {
      assertThat(reports.see(i * 0x9E3779B97F4A7C15L, i)).isEqualTo(Sighting.REPEATED);
    }
  }

  @Test
  void copy_changedAfterwards_leavesTheOriginalAsItWas() {
    SeenReports original = new SeenReports();
    original.see(1000, 1);
    SeenReports copy = original.copy();

    for (int i = 2; i < 100; i++) {
      copy.see(1000 + i, i);
    }

    assertThat(original.size()).isEqualTo(1);
    assertThat(original.see(1002, 2)).isEqualTo(Sighting.FIRST);
    assertThat(copy.size()).isEqualTo(99);
  }

  private static Sighting expected(Integer known, int content) {
    if (known == null) {
      return Sighting.FIRST;
    }
    return known == content ? Sighting.REPEATED : Sighting.ALTERED;
  }
}
