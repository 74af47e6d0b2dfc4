package dev.sluice.standalone.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.probe.bench.Figure;
import dev.sluice.probe.bench.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureListTest {
  private static final Limit HALF = new Limit.AtLeast(0.5);

  @Test
  void addCpuRatio_isTakenRoundByRound() {
    List<Cost> yardstick = List.of(cost(100, 200), cost(100, 800), cost(100, 300));
    List<Cost> product = List.of(cost(10, 40), cost(10, 80), cost(10, 20));

    Figure ratio = new FigureList().addCpuRatio("ratio", yardstick, product, HALF).toList().get(0);

    assertThat(ratio.median()).isCloseTo(1, within(1e-12));
    assertThat(ratio.min()).isCloseTo(0.5, within(1e-12));
    assertThat(ratio.max()).isCloseTo(1.5, within(1e-12));
    assertThat(ratio.rounds()).isEqualTo(3);
    assertThat(ratio.holds()).contains(true);
  }

  @Test
  void addCpuRatio_roundsThatOneSideLacks_areNotCompared() {
    assertThatThrownBy(
            () -> new FigureList().addCpuRatio("r", List.of(), List.of(cost(1, 1)), HALF))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addSide_tellsMicrosecondsAndReportsASecond() {
    List<Figure> figures =
        new FigureList().addSide("job", List.of(new Cost(1_000, 5_000_000, 2_000_000))).toList();

    assertThat(figures).extracting(Figure::id).containsExactly("job_cpu", "job_rate");
    assertThat(figures.get(0).median()).isCloseTo(5, within(1e-12));
    assertThat(figures.get(1).median()).isCloseTo(500_000, within(1e-6));
  }

  @Test
  void add_nothingMeasured_isNoFigure() {
    assertThat(
            new FigureList()
                .add("none", "us", List.of())
                .add("unknown", "us", List.of(Double.NaN))
                .toList())
        .isEmpty();
  }

  @Test
  void cost_ofNothing_isRefused() {
    assertThatThrownBy(() -> new Cost(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A report in thousandths of a microsecond each. */
  private static Cost cost(long reports, long cpuMicros) {
    return new Cost(reports, cpuMicros * 1_000, 1);
  }
}
