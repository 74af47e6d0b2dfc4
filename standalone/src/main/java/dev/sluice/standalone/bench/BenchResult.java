package dev.sluice.standalone.bench;

import dev.sluice.probe.bench.MachineFacts;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All that a bench found.
 *
 * @param machine as it was before the bench began
 * @param loadAverageAtEnd over the last minute, the bench's own load included; absent where the
 *     system keeps no account
 */
record BenchResult(
    BenchPlan plan, List<Part> parts, MachineFacts machine, OptionalDouble loadAverageAtEnd) {

  /** One study and what came of it. */
  record Part(String study, String title, Findings findings) {}
}
