package dev.sluice.probe.run;

import dev.sluice.probe.engine.ResourceUsage;
import java.time.Duration;
import java.util.Optional;

/** Sums up what the successive sessions of one run used. */
final class UsageTally {
  private ResourceUsage total = ResourceUsage.unknown();

  /** Adds the final usage of a session that has ended. */
  void add(ResourceUsage session) {
    boolean higherPeak =
        session.peakResidentBytes().orElse(-1) > total.peakResidentBytes().orElse(-1);
    ResourceUsage peak = higherPeak ? session : total;
    total =
        new ResourceUsage(
            peak.peakResidentBytes(),
            peak.residentBytesBeforeLoad(),
            peak.peakSource(),
            plus(total.cpuTime(), session.cpuTime()));
  }

  ResourceUsage total() {
    return total;
  }

  private static Optional<Duration> plus(Optional<Duration> a, Optional<Duration> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().plus(b.get())) : a.or(() -> b);
  }
}
