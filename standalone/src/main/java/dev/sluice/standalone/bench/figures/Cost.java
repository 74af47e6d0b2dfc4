package dev.sluice.standalone.bench.figures;

/**
 * What some work took in one process.
 *
 * @param reports how many reports were worked on, at least 1
 * @param cpuNanos processor time of the whole process: its threads for garbage and for compiling
 *     are in it
 * @param wallNanos time that passed
 */
public record Cost(long reports, long cpuNanos, long wallNanos) {

  public Cost {
    if (reports < 1 || cpuNanos < 0 || wallNanos < 1) {
      throw new IllegalArgumentException(
          "no cost of anything: %d reports, %d ns of processor time in %d ns"
              .formatted(reports, cpuNanos, wallNanos));
    }
  }

  /** Of this work and some more. */
  public Cost plus(Cost more) {
    return new Cost(reports + more.reports, cpuNanos + more.cpuNanos, wallNanos + more.wallNanos);
  }

  /** Microseconds of processor time a report. */
  public double cpuMicros() {
    return cpuNanos / 1e3 / reports;
  }

  /** Reports a second by the wall clock. */
  public double rate() {
    return reports * 1e9 / wallNanos;
  }
}
