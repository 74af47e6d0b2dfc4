package dev.sluice.probe.llama;

import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.ResourceUsage.PeakSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Follows a child's memory and processor time; keeps the last known values when it dies. */
final class UsageMeter {
  private final ProcessHandle process;
  private OptionalLong beforeLoad = OptionalLong.empty();
  private OptionalLong peak = OptionalLong.empty();
  private PeakSource source = PeakSource.NONE;
  private Optional<Duration> cpuTime = Optional.empty();

  UsageMeter(ProcessHandle process) {
    this.process = process;
  }

  /** Call while the child is up and has not loaded its model yet. */
  void measureBeforeLoad() {
    measure();
    beforeLoad = peak;
  }

  void measure() {
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
