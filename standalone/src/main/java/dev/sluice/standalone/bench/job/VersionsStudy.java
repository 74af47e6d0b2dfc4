package dev.sluice.standalone.bench.job;

import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.study.BenchPlan;
import java.util.List;

/** How the cost of a report grows with the model versions that report on one day. */
public final class VersionsStudy extends GrowthStudy {

  @Override
  public String id() {
    return "versions";
  }

  @Override
  public String title() {
    return "how a report's cost grows with the versions in the field";
  }

  @Override
  List<Load> loads(BenchPlan plan) {
    return plan.versions().stream()
        .map(versions -> new Load(versions, versions, 1, plan.jobReports()))
        .toList();
  }

  @Override
  void addSlope(FigureList figures, List<Double> slopes) {
    addUnlimitedSlope(figures, slopes);
  }
}
