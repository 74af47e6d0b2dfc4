package dev.sluice.jobs.operators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DayWindowsTest {
  private static final long DAY = 20_000;

  private final DayWindows windows = new DayWindows(28);

  @Test
  void oldestOpen_movesOnExactlyWhenADayCloses() {
    long closing = windows.closingMillis(DAY);

    assertThat(windows.oldestOpen(closing - 1)).isEqualTo(DAY);
    assertThat(windows.oldestOpen(closing)).isEqualTo(DAY + 1);
    assertThat(windows.isClosed(DAY, closing)).isTrue();
    assertThat(windows.isClosed(DAY + 1, closing)).isFalse();
  }
}
