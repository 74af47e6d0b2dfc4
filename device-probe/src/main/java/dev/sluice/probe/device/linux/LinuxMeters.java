package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.MeterFinder;
import dev.sluice.probe.device.MeterFinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The energy meters of a Linux device, best first: a rail sees the whole module at any time; the
 * processor's counter is exact, and works with and without a charger; a battery's gauge sees the
 * whole device, slowly.
 */
public final class LinuxMeters implements MeterFinder {
  private final Sysfs sysfs;

  LinuxMeters(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /**
   * The meters of the device whose {@code sys} is in a directory.
   *
   * @param root {@code /} for the one that this runs on
   */
  public static LinuxMeters below(Path root) {
    return new LinuxMeters(new Sysfs(root));
  }

  @Override
  public MeterFinding find(Set<EnergyMethod> allowed, LongSupplier nanoClock) {
    List<MeterFinding.NotFound> failures = new ArrayList<>();
    for (EnergyMethod method :
        List.of(EnergyMethod.RAIL, EnergyMethod.RAPL, EnergyMethod.FUEL_GAUGE)) {
      if (allowed.contains(method)) {
        MeterFinding finding = find(method, nanoClock);
        if (finding instanceof MeterFinding.NotFound notFound) {
          failures.add(notFound);
        } else {
          return finding;
        }
      }
    }
    return combined(failures);
  }

  private MeterFinding find(EnergyMethod method, LongSupplier nanoClock) {
    return switch (method) {
      case RAIL -> RailMeter.find(sysfs, nanoClock);
      case RAPL -> RaplMeter.find(sysfs, nanoClock);
      case FUEL_GAUGE -> FuelGaugeMeter.find(sysfs, nanoClock);
      case MODELLED, NONE -> new MeterFinding.NotFound("no meter was asked for", Optional.empty());
    };
  }

  private static MeterFinding combined(List<MeterFinding.NotFound> failures) {
    String reasons =
        failures.stream().map(MeterFinding.NotFound::reason).collect(Collectors.joining("; "));
    String remedies =
        failures.stream()
            .flatMap(failure -> failure.remedy().stream())
            .collect(Collectors.joining("; or "));
    return new MeterFinding.NotFound(
        reasons, remedies.isEmpty() ? Optional.empty() : Optional.of(remedies));
  }
}
