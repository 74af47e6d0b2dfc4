package dev.sluice.probe.bench;

import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.List;

/** Passes and rounds of round numbers. */
final class Works {
  private Works() {}

  /** 10 tokens read in 10 ms and 20 written in 40 ms, for one answer. */
  static Work work(String answer, long wallMillis) {
    return Work.of(
        List.of(answer),
        List.of(new TokenCounts(10, Duration.ofMillis(10), 20, Duration.ofMillis(40))),
        Duration.ofMillis(wallMillis),
        1);
  }

  static ProbeRun probe(Work work, Work bare, long reportMillis) {
    return new ProbeRun(
        work,
        bare,
        2_000_000_000L,
        2_000_000_000L,
        400_000_000L,
        reportMillis * 1_000_000,
        140_000_000L);
  }

  static ProbeRun round(long probeWallMillis, long bareWallMillis) {
    return probe(work("yes", probeWallMillis), work("yes", bareWallMillis), 20);
  }
}
