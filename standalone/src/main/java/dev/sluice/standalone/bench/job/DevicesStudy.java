package dev.sluice.standalone.bench.job;

import dev.sluice.probe.bench.Limit;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.study.BenchPlan;
import java.util.List;

/**
 * How the cost of a report grows with the fleet, every device of which reports once a day: as many
 * days as it takes for the fleet to be measured at all, at least one.
 */
public final class DevicesStudy extends GrowthStudy {
  private static final Limit LIMIT = new Limit.AtMost(0.05);

  @Override
  public String id() {
    return "devices";
  }

  @Override
  public String title() {
    return "how a report's cost grows with the devices of the fleet";
  }

  @Override
  List<Load> loads(BenchPlan plan) {
    return plan.devices().stream()
        .map(devices -> new Load(devices, 2, days(plan.leastReports(), devices), devices))
        .toList();
  }

  @Override
  void addSlope(FigureList figures, List<Double> slopes) {
    addSlope(figures, slopes, LIMIT);
  }

  private static int days(int leastReports, int devices) {
    return Math.max(1, (leastReports + devices - 1) / devices);
  }
}
