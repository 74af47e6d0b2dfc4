package dev.sluice.probe.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one process of the probe came to: first an eval and a report, cold as on a device, then
 * passes over the prompts by the clock.
 *
 * @param work the timed passes
 * @param bare what the bare binding did on the same prompts, pass by pass in between
 * @param evalParentCpuNanos processor time of the probe's own JVM, its start included, up to the
 *     end of the first eval
 * @param evalEngineCpuNanos the same of the engine's JVM; null where it cannot be learnt
 * @param firstReportCpuNanos processor time of the probe's JVM for the first report, the loading
 *     and compiling of its classes included
 * @param laterReportCpuNanos mean of the reports after that, each with a ledger of its own
 * @param peakResidentBytes largest resident set of the probe's own JVM; null where the system keeps
 *     no account
 */
public record ProbeRun(
    Work work,
    Work bare,
    long evalParentCpuNanos,
    @Nullable Long evalEngineCpuNanos,
    long firstReportCpuNanos,
    long laterReportCpuNanos,
    @Nullable Long peakResidentBytes) {

  /** Speeds of passes that did different things say nothing. */
  boolean comparable() {
    return work.sameAs(bare) && bare.generatedTokens() > 0 && bare.promptTokens() > 0;
  }
}
