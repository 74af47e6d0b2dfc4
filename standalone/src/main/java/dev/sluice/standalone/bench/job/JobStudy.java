package dev.sluice.standalone.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.probe.bench.Figure;
import dev.sluice.probe.bench.Limit;
import dev.sluice.standalone.bench.figures.Cost;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.study.Study;
import dev.sluice.standalone.bench.worker.Worker;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a report costs the job, on the heap, on RocksDB and at least once, beside a plain loop over
 * the same log. Job, loop, and broker with database are processes of their own; of the first two
 * the processor time is told.
 */
public final class JobStudy implements Study {
  private static final String HEAP = "1g";
  private static final int TURNS = 6;
  private static final Limit ON_HEAP = new Limit.AtLeast(0.3);
  private static final Limit ON_ROCKSDB = new Limit.AtLeast(0.15);
  private static final Limit EXACTLY_ONCE = new Limit.AtLeast(0.9);

  private final SortedMap<Integer, Cost> plain = new TreeMap<>();
  private final SortedMap<Integer, Cost> heap = new TreeMap<>();
  private final SortedMap<Integer, Cost> rocksDb = new TreeMap<>();
  private final SortedMap<Integer, Cost> atLeastOnce = new TreeMap<>();

  @Override
  public String id() {
    return "job";
  }

  @Override
  public String title() {
    return "a report through the job, beside a plain loop that does the same";
  }

  @Override
  public int steps(BenchPlan plan) {
    return 1 + TURNS * plan.allRounds();
  }

  @Override
  public Findings measure(Stage stage) throws IOException, InterruptedException {
    int reports = stage.plan().jobReports();
    Logs.fillDay(stage, 2, reports);
    stage.step("job: log of %,d reports".formatted(reports));
    try (Worker loop = stage.worker("plain-loop", PlainProgram.class, HEAP, stage.brokers());
        JobUnderMeasure job = JobUnderMeasure.start(stage, id(), HEAP)) {
      for (int round = 0; round < stage.plan().allRounds(); round++) {
        measure(stage, loop, job, round);
      }
    }
    stage.reportsLog().clear();
    return new Findings(figures(), List.of());
  }

  private void measure(Stage stage, Worker loop, JobUnderMeasure job, int round)
      throws IOException, InterruptedException {
    for (Side side : sides(loop, job, stage.plan().jobReports(), round)) {
      Cost cost = side.turn().take();
      stage.step("job: %s, %.1f us a report".formatted(side.what(), cost.cpuMicros()));
      if (stage.plan().counts(round)) {
        side.costs().merge(round, cost, Cost::plus);
      }
    }
  }

  /**
   * Every other round backwards: who comes later finds a machine that is warmer, or busier. The two
   * that are nearest to each other have two turns a round, one inside of the other's.
   */
  private List<Side> sides(Worker loop, JobUnderMeasure job, int reports, int round) {
    JobKind usual = JobKind.usual();
    Side onHeap = new Side("on the heap", heap, () -> job.run(usual, reports).cost());
    Side once =
        new Side("at least once", atLeastOnce, () -> job.run(usual.atLeastOnce(), reports).cost());
    List<Side> sides =
        Arrays.asList(
            new Side("plain loop", plain, () -> loop(loop, reports)),
            onHeap,
            once,
            once,
            onHeap,
            new Side(
                "on RocksDB", rocksDb, () -> job.run(usual.onRocksDb(reports), reports).cost()));
    if (round % 2 == 1) {
      Collections.reverse(sides);
    }
    return sides;
  }

  /** With what its turns of each round cost. */
  private record Side(String what, SortedMap<Integer, Cost> costs, Turn turn) {}

  private interface Turn {
    Cost take() throws IOException, InterruptedException;
  }

  private static Cost loop(Worker loop, int reports) throws IOException, InterruptedException {
    JsonNode answer = loop.ask(Stage.question().put("reports", reports), Stage.LIMIT);
    return new Cost(
        answer.get("reports").asLong(),
        answer.get("cpuNanos").asLong(),
        answer.get("wallNanos").asLong());
  }

  private List<Figure> figures() {
    return new FigureList()
        .addCpuRatio("job_heap_cpu_ratio", rounds(plain), rounds(heap), ON_HEAP)
        .addCpuRatio("job_rocksdb_cpu_ratio", rounds(plain), rounds(rocksDb), ON_ROCKSDB)
        .addCpuRatio("exactly_once_cpu_ratio", rounds(atLeastOnce), rounds(heap), EXACTLY_ONCE)
        .addSide("job_heap", rounds(heap))
        .addSide("job_rocksdb", rounds(rocksDb))
        .addSide("job_at_least_once", rounds(atLeastOnce))
        .addSide("plain_loop", rounds(plain))
        .toList();
  }

  private static List<Cost> rounds(SortedMap<Integer, Cost> costs) {
    return List.copyOf(costs.values());
  }
}
