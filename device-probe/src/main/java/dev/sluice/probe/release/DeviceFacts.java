package dev.sluice.probe.release;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a device knows about itself. What is absent could not be found out, and counts as missing
 * when a release asks for it.
 *
 * @param today the device's day, UTC
 * @param deviceClass one of the coarse classes of the metric registry
 * @param cpuFeatures instructions of the processor, in the kernel's spelling
 * @param runtime the engine that would run the model
 * @param ramBytes memory of the whole device
 * @param availableMemoryBytes of it, what a model may take
 * @param freeDiskBytes free space where the file would be kept
 */
public record DeviceFacts(
    LocalDate today,
    Optional<String> deviceClass,
    Optional<OperatingSystem> operatingSystem,
    Optional<Architecture> architecture,
    Optional<Set<String>> cpuFeatures,
    RuntimeBuild runtime,
    long ramBytes,
    long availableMemoryBytes,
    OptionalLong freeDiskBytes) {
  public DeviceFacts {
    Objects.requireNonNull(today, "today");
    Objects.requireNonNull(deviceClass, "deviceClass");
    Objects.requireNonNull(operatingSystem, "operatingSystem");
    Objects.requireNonNull(architecture, "architecture");
    cpuFeatures = cpuFeatures.map(Set::copyOf);
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(freeDiskBytes, "freeDiskBytes");
  }
}
