package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an engine has taken from the device.
 *
 * @param peakResidentBytes largest resident set of the engine's process, which includes the process
 *     itself and the weights as far as they were touched
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
}
