package dev.sluice.probe.llama;

import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.ResourceUsage.PeakSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows a child's memory and processor time; keeps the last known values when it dies. Looking
 * takes about as long as a tiny model's answer, so it is not done after every one.
 */
final class UsageMeter {
  private static final long INTERVAL_NANOS = 100_000_000;

  private final ProcessHandle process;
  private OptionalLong beforeLoad = OptionalLong.empty();
  private OptionalLong peak = OptionalLong.empty();
  private PeakSource source = PeakSource.NONE;
  private Optional<Duration> cpuTime = Optional.empty();
  private long lastLookNanos;

  UsageMeter(ProcessHandle process) {
    this.process = process;
  }

  /** Call while the child is up and has not loaded its model yet. */
  void measureBeforeLoad() {
    measure();
    beforeLoad = peak;
  }

  /** Measures unless that was done a moment ago. */
  void measureNowAndThen() {
    if (System.nanoTime() - lastLookNanos >= INTERVAL_NANOS) {
      measure();
    }
  }

  void measure() {
    lastLookNanos = System.nanoTime();
    OptionalLong kernel = ResidentMemory.kernelPeakBytes(process.pid());
    if (kernel.isPresent()) {
      peak = kernel;
      source = PeakSource.KERNEL;
    } else if (source != PeakSource.KERNEL) {
      sample();
    }
    cpuTime = process.info().totalCpuDuration().or(() -> cpuTime);
  }

  ResourceUsage usage() {
    return new ResourceUsage(peak, beforeLoad, source, cpuTime);
  }

  private void sample() {
    OptionalLong sample = ResidentMemory.sampleBytes(process.pid());
    if (sample.isPresent()) {
      peak = OptionalLong.of(Math.max(sample.getAsLong(), peak.orElse(0)));
      source = PeakSource.SAMPLED;
    }
  }
}
