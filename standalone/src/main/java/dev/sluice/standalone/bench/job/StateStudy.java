package dev.sluice.standalone.bench.job;

import dev.sluice.probe.bench.Limit;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.study.Study;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the job keeps of each report, so that it is counted once: by how much its savepoints grow
 * from a smaller log to a larger one. What does not grow with the reports drops out.
 */
public final class StateStudy implements Study {
  private static final String HEAP = "1g";
  private static final int SMALLER = 5;
  private static final Limit LIMIT = new Limit.AtMost(16);

  @Override
  public String id() {
    return "state";
  }

  @Override
  public String title() {
    return "what the job keeps of each report while its day is open";
  }

  @Override
  public int steps(BenchPlan plan) {
    return 4;
  }

  @Override
  public Findings measure(Stage stage) throws IOException, InterruptedException {
    int large = stage.plan().jobReports();
    int small = large / SMALLER;
    List<JobKind> kinds = List.of(JobKind.usual(), JobKind.usual().onRocksDb(large));
    List<Long> smallBytes;
    List<Long> largeBytes;
    try (JobUnderMeasure job = JobUnderMeasure.start(stage, id(), HEAP)) {
      smallBytes = stateBytes(stage, job, kinds, small);
      largeBytes = stateBytes(stage, job, kinds, large);
    }
    stage.reportsLog().clear();
    double more = large - small;
    return new Findings(
        new FigureList()
            .add(
                "dedupe_state_heap",
                "bytes/report",
                List.of((largeBytes.get(0) - smallBytes.get(0)) / more),
                LIMIT)
            .add(
                "dedupe_state_rocksdb",
                "bytes/report",
                List.of((largeBytes.get(1) - smallBytes.get(1)) / more),
                LIMIT)
            .toList(),
        List.of(
            "State: savepoints of %,d and %,d reports of one day were %,d and %,d bytes on the heap."
                .formatted(small, large, smallBytes.get(0), largeBytes.get(0))));
  }

  private static List<Long> stateBytes(
      Stage stage, JobUnderMeasure job, List<JobKind> kinds, int reports)
      throws IOException, InterruptedException {
    Logs.fillDay(stage, 2, reports);
    List<Long> bytes = new ArrayList<>();
    for (JobKind kind : kinds) {
      bytes.add(job.run(kind, reports).stateBytes());
      stage.step("state: %,d reports, %s".formatted(reports, kind.backend()));
    }
    return bytes;
  }
}
