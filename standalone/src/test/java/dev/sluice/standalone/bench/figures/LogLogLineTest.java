package dev.sluice.standalone.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.standalone.bench.figures.LogLogLine.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLogLineTest {

  @Test
  void through_sameCostAtEverySize_hasNoSlope() {
    LogLogLine line =
        LogLogLine.through(List.of(new Point(1e4, 5), new Point(1e5, 5), new Point(1e6, 5)));

    assertThat(line.slope()).isCloseTo(0, within(1e-12));
    assertThat(line.standardError()).isCloseTo(0, within(1e-12));
  }

  @Test
  void through_powerOfTheSize_findsTheExponent() {
    LogLogLine line =
        LogLogLine.through(
            List.of(
                new Point(10, 3 * Math.pow(10, 0.4)),
                new Point(100, 3 * Math.pow(100, 0.4)),
                new Point(10_000, 3 * Math.pow(10_000, 0.4))));

    assertThat(line.slope()).isCloseTo(0.4, within(1e-12));
    assertThat(line.standardError()).isCloseTo(0, within(1e-6));
  }

  /**
   * By hand: ln sizes 0, 1, 2 and ln costs 0, 1, 0 give slope 0, residuals 2/3, error sqrt(1/3).
   */
  @Test
  void through_scatter_tellsHowSureTheSlopeIs() {
    LogLogLine line =
        LogLogLine.through(
            List.of(new Point(1, 1), new Point(Math.E, Math.E), new Point(Math.exp(2), 1)));

    assertThat(line.slope()).isCloseTo(0, within(1e-12));
    assertThat(line.standardError()).isCloseTo(Math.sqrt(1 / 3.0), within(1e-12));
  }

  @Test
  void through_twoPoints_hasASlopeAndNoError() {
    LogLogLine line = LogLogLine.through(List.of(new Point(1, 1), new Point(10, 10)));

    assertThat(line.slope()).isCloseTo(1, within(1e-12));
    assertThat(line.standardError()).isNaN();
  }

  @Test
  void through_oneSize_isRefused() {
    assertThatThrownBy(() -> LogLogLine.through(List.of(new Point(1, 1), new Point(1, 2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Point(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
