package dev.sluice.standalone.bench.job;

import dev.sluice.probe.bench.Figure;
import dev.sluice.probe.bench.Limit;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.figures.LogLogLine;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.study.Study;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the cost of a report grows with something: the slope on logarithmic scales. */
abstract class GrowthStudy implements Study {
  private static final String HEAP = "2g";
  private static final int MOST_ROUNDS = 3;

  /** One log that a job reads: its size in what grows, and its reports. */
  record Load(int size, int versions, int days, long reportsADay) {
    long reports() {
      return days * reportsADay;
    }
  }

  /** The logs, from the smallest size to the largest. */
  abstract List<Load> loads(BenchPlan plan);

  /** Adds the slope, one a round. */
  abstract void addSlope(FigureList figures, List<Double> slopes);

  /** The slope without a limit or with one, under the study's name. */
  final void addSlope(FigureList figures, List<Double> slopes, Limit limit) {
    figures.add(id() + "_cpu_slope", "log-log", slopes, limit);
  }

  /** The same for a slope that is only told. */
  final void addUnlimitedSlope(FigureList figures, List<Double> slopes) {
    figures.add(id() + "_cpu_slope", "log-log", slopes);
  }

  @Override
  public final int steps(BenchPlan plan) {
    return 1 + rounds(plan) * loads(plan).size();
  }

  private static int rounds(BenchPlan plan) {
    return Math.min(MOST_ROUNDS, plan.rounds());
  }

  @Override
  public final Findings measure(Stage stage) throws IOException, InterruptedException {
    List<Load> loads = loads(stage.plan());
    List<List<Double>> micros =
        loads.stream().map(load -> (List<Double>) new ArrayList<Double>()).toList();
    try (JobUnderMeasure job = JobUnderMeasure.start(stage, id(), HEAP)) {
      micros(stage, job, loads.get(0));
      stage.step(id() + ": warm-up");
      for (int round = 0; round < rounds(stage.plan()); round++) {
        for (int i = 0; i < loads.size(); i++) {
          double each = micros(stage, job, loads.get(i));
          micros.get(i).add(each);
          stage.step("%s: %,d, %.1f us a report".formatted(id(), loads.get(i).size(), each));
        }
      }
    }
    stage.reportsLog().clear();
    return findings(loads, micros);
  }

  private static double micros(Stage stage, JobUnderMeasure job, Load load)
      throws IOException, InterruptedException {
    Logs.fillDays(stage, load.versions(), load.days(), load.reportsADay());
    return job.run(JobKind.usual().firingOften(), load.reports()).cost().cpuMicros();
  }

  private Findings findings(List<Load> loads, List<List<Double>> micros) {
    List<Double> slopes = new ArrayList<>();
    for (int round = 0; round < micros.get(0).size(); round++) {
      slopes.add(LogLogLine.through(points(loads, micros, round)).slope());
    }
    FigureList figures = new FigureList();
    addSlope(figures, slopes);
    List<LogLogLine.Point> all = new ArrayList<>();
    for (int round = 0; round < micros.get(0).size(); round++) {
      all.addAll(points(loads, micros, round));
    }
    for (int i = 0; i < loads.size(); i++) {
      figures.add("cpu_at_%d_%s".formatted(loads.get(i).size(), id()), "us/report", micros.get(i));
    }
    List<Figure> found = figures.toList();
    return new Findings(found, List.of(regression(loads, LogLogLine.through(all))));
  }

  private static List<LogLogLine.Point> points(
      List<Load> loads, List<List<Double>> micros, int round) {
    List<LogLogLine.Point> points = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      points.add(new LogLogLine.Point(loads.get(i).size(), micros.get(i).get(round)));
    }
    return points;
  }

  private String regression(List<Load> loads, LogLogLine line) {
    return String.format(
        Locale.ROOT,
        "%s: from %,d to %,d, over all rounds together, the slope is %.3f with a standard error of"
            + " %.3f.",
        id(),
        loads.get(0).size(),
        loads.get(loads.size() - 1).size(),
        line.slope(),
        line.standardError());
  }
}
