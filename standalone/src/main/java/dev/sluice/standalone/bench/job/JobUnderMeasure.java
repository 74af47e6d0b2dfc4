package dev.sluice.standalone.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.bench.figures.Cost;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.worker.Worker;
import java.io.IOException;

/** The process in which jobs run, one after the other, and what each of them takes. */
final class JobUnderMeasure implements AutoCloseable {
  private final Worker worker;
  private final String study;
  private final String brokers;
  private int jobs;

  private JobUnderMeasure(Worker worker, String study, String brokers) {
    this.worker = worker;
    this.study = study;
    this.brokers = brokers;
  }

  /**
   * Starts the process.
   *
   * @param study who measures: a job of a name goes on where one of that name was before, so none
   *     may have another's name or directory
   */
  static JobUnderMeasure start(Stage stage, String study, String maxHeap)
      throws IOException, InterruptedException {
    String brokers = stage.brokers();
    Worker worker =
        stage.worker(
            "job",
            JobProgram.class,
            maxHeap,
            stage.place("flink-" + study).toString(),
            brokers,
            stage.database());
    return new JobUnderMeasure(worker, study, brokers);
  }

  /**
   * What one job came to.
   *
   * @param cost from when the first results show to when all reports are in: without the start
   * @param stateBytes size of a savepoint at the end
   */
  record Run(Cost cost, long stateBytes) {}

  /** Runs a job over all reports of the log, and ends it when it has tallied them. */
  Run run(JobKind kind, long reports) throws IOException, InterruptedException {
    try (TallyWatch watch = TallyWatch.begin(brokers)) {
      ObjectNode start =
          Stage.question().put("do", "start").put("name", "bench-%s-%d".formatted(study, jobs++));
      kind.write(start);
      worker.ask(start, Stage.LIMIT);
      Cost cost = cost(watch, reports);
      JsonNode stopped = worker.ask(Stage.question().put("do", "stop"), Stage.LIMIT);
      return new Run(cost, stopped.get("stateBytes").asLong());
    }
  }

  /**
   * The clock starts with the first results, or at once where these are already most of all: then
   * the job's start is in it.
   */
  private Cost cost(TallyWatch watch, long reports) throws IOException, InterruptedException {
    Mark begin = mark(0);
    Mark first = await(watch, 1, reports);
    Mark end = first.tallied() >= reports ? first : await(watch, reports, reports);
    Mark from = first.tallied() > reports / 2 ? begin : first;
    return new Cost(
        end.tallied() - from.tallied(),
        end.cpuNanos() - from.cpuNanos(),
        end.wallNanos() - from.wallNanos());
  }

  private record Mark(long tallied, long cpuNanos, long wallNanos) {}

  private Mark await(TallyWatch watch, long least, long most)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Stage.LIMIT.toNanos();
    long tallied = watch.tallied();
    while (tallied < least) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the job has tallied %d of %d reports".formatted(tallied, most));
      }
      tallied = watch.tallied();
    }
    if (tallied > most) {
      throw new IOException("the job tallied %d reports of %d".formatted(tallied, most));
    }
    return mark(tallied);
  }

  private Mark mark(long tallied) throws IOException, InterruptedException {
    JsonNode account = worker.ask(Stage.question().put("do", "account"), Stage.LIMIT);
    return new Mark(tallied, account.get("cpuNanos").asLong(), System.nanoTime());
  }

  @Override
  public void close() {
    worker.close();
  }
}
