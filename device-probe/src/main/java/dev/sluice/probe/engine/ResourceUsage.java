package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an engine has taken from the device.
 *
 * @param peakResidentBytes largest resident set of the engine's process, or of its processes
 *     together, with the process itself and the weights as far as they were touched
 * @param residentBytesBeforeLoad the same before the model was loaded
 * @param peakSource how the peak was learnt
 * @param cpuTime processor time, all threads together
 */
public record ResourceUsage(
    OptionalLong peakResidentBytes,
    OptionalLong residentBytesBeforeLoad,
    PeakSource peakSource,
    Optional<Duration> cpuTime) {

  /** How a peak was learnt. */
  public enum PeakSource {
    /** The operating system keeps the maximum. */
    KERNEL,
    /** The largest of several samples; a short peak between them is missed. */
    SAMPLED,
    /** It could not be measured. */
    NONE
  }

  public ResourceUsage {
    Objects.requireNonNull(peakResidentBytes, "peakResidentBytes");
    Objects.requireNonNull(residentBytesBeforeLoad, "residentBytesBeforeLoad");
    Objects.requireNonNull(peakSource, "peakSource");
    Objects.requireNonNull(cpuTime, "cpuTime");
  }

  /** Nothing could be measured. */
  public static ResourceUsage unknown() {
    return new ResourceUsage(
        OptionalLong.empty(), OptionalLong.empty(), PeakSource.NONE, Optional.empty());
  }

  /** Of this and of another process after it: the larger peak counts, processor time adds up. */
  public ResourceUsage then(ResourceUsage later) {
    boolean higherPeak = later.peakResidentBytes.orElse(-1) > peakResidentBytes.orElse(-1);
    ResourceUsage peak = higherPeak ? later : this;
    return new ResourceUsage(
        peak.peakResidentBytes,
        peak.residentBytesBeforeLoad,
        peak.peakSource,
        sum(cpuTime, later.cpuTime));
  }

  /**
   * Of this and of another process at the same time: all adds up. A page that both have mapped, as
   * of one model's file, counts twice, so that the sum is a bound from above.
   */
  public ResourceUsage besides(ResourceUsage other) {
    if (other.peakResidentBytes.isEmpty()) {
      return new ResourceUsage(
          peakResidentBytes, residentBytesBeforeLoad, peakSource, sum(cpuTime, other.cpuTime));
    }
    if (peakResidentBytes.isEmpty()) {
      return other.besides(this);
    }
    return new ResourceUsage(
        sum(peakResidentBytes, other.peakResidentBytes),
        sum(residentBytesBeforeLoad, other.residentBytesBeforeLoad),
        peakSource.compareTo(other.peakSource) > 0 ? peakSource : other.peakSource,
        sum(cpuTime, other.cpuTime));
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() + b.getAsLong())
        : OptionalLong.empty();
  }

  private static Optional<Duration> sum(Optional<Duration> a, Optional<Duration> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().plus(b.get())) : a.or(() -> b);
  }
}
