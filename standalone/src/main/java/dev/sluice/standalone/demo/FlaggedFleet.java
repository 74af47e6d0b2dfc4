package dev.sluice.standalone.demo;

import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.day.FleetDays;
import dev.sluice.fleet.flags.FlagsClient;
import dev.sluice.fleet.flags.RunningRollout;
import dev.sluice.fleet.population.Seeds;
import dev.sluice.fleet.truth.FleetTruth;
import dev.sluice.fleet.truth.MetricTruth;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/** Simulated devices that follow a gate's flags. */
final class FlaggedFleet implements Fleet {
  private final FlagsClient flags;
  private final FleetDays days;
  private final FleetTruth truth;
  private final MetricRegistry registry;

  FlaggedFleet(FlagsClient flags, FleetDays days, FleetTruth truth, MetricRegistry registry) {
    this.flags = flags;
    this.days = days;
    this.truth = truth;
    this.registry = registry;
  }

  @Override
  public DayTally live(Comparison comparison, LocalDate day)
      throws DemoFailedException, InterruptedException {
    return days.live(flag(comparison.rollout()), comparison.control(), comparison.candidate(), day);
  }

  private RunningRollout flag(String rollout) throws DemoFailedException, InterruptedException {
    try {
      return flags.running().stream()
          .filter(running -> running.id().equals(rollout))
          .findFirst()
          .orElseThrow(() -> new DemoFailedException("the flags do not show rollout " + rollout));
    } catch (IOException e) {
      throw new DemoFailedException("the gate's flags cannot be read: " + e.getMessage());
    }
  }

  @Override
  public List<MetricTruth> truth(Comparison comparison) throws InterruptedException {
    return truth.compare(
        Seeds.occasion(comparison.rollout()),
        comparison.control(),
        comparison.candidate(),
        judged(comparison.design()));
  }

  private List<Metric> judged(Design design) {
    return registry.metrics().stream()
        .filter(metric -> metric.design() == design)
        .filter(metric -> !(metric.mechanism() instanceof HistogramLaplace))
        .toList();
  }
}
