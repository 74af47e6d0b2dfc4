package dev.sluice.probe.release;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a device must have. An empty set asks for nothing.
 *
 * @param contextTokens context that the product runs the model with; memory grows with it
 * @param runtime the runtime, and the oldest build of it
 * @param cpuFeatures instructions that a processor of an architecture must have, in the kernel's
 *     spelling, such as {@code avx2}
 * @param ramBytes memory of the whole device, at least
 * @param diskBytes free space, at least; absent means the length of the file
 */
public record Requirements(
    int contextTokens,
    Optional<RuntimeBuild> runtime,
    Set<OperatingSystem> operatingSystems,
    Set<Architecture> architectures,
    Map<Architecture, Set<String>> cpuFeatures,
    Set<String> deviceClasses,
    OptionalLong ramBytes,
    OptionalLong diskBytes) {
  public Requirements {
    Objects.requireNonNull(runtime, "runtime");
    operatingSystems = Set.copyOf(operatingSystems);
    architectures = Set.copyOf(architectures);
    cpuFeatures = Map.copyOf(cpuFeatures);
    deviceClasses = Set.copyOf(deviceClasses);
    Objects.requireNonNull(ramBytes, "ramBytes");
    Objects.requireNonNull(diskBytes, "diskBytes");
  }
}
