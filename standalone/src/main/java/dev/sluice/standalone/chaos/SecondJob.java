package dev.sluice.standalone.chaos;

import dev.sluice.jobs.AggregationJob;
import dev.sluice.jobs.rest.FlinkJob;
import dev.sluice.jobs.rest.FlinkRest;
import dev.sluice.jobs.rest.FlinkRestException;
import dev.sluice.jobs.rest.RunRequest;
import dev.sluice.standalone.processes.ClusterJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The job a second time: first as an operator would start it by mistake, then as one who does not
 * use our command. It must be refused, and the one that was there must not notice.
 */
final class SecondJob {
  private static final int ALREADY_RUNNING = 6;
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long LOOK_MILLIS = 250;

  private final ClusterJob first;
  private final FlinkRest flink;

  SecondJob(ClusterJob first) {
    this.first = first;
    this.flink = first.flink();
  }

  /**
   * Starts it, and waits until it has ended by itself.
   *
   * @throws IllegalStateException if it is not refused as it should be
   */
  FaultDone start() throws IOException, InterruptedException {
    int exitCode = first.submit(null).exitCode();
    demand(exitCode == ALREADY_RUNNING, "'jobs submit' ended with %d, not 6".formatted(exitCode));
    long checkpoints = first.completedCheckpoints();
    try {
      long began = System.nanoTime();
      FlinkJob second = awaitEnd(startPastTheCommand());
      long millis = (System.nanoTime() - began) / 1_000_000;
      judge(second);
      demand(first.running(), "the first job does not run");
      demand(first.completedCheckpoints() > checkpoints, "the first job has no new checkpoint");
      return FaultDone.done(
          "'jobs submit' refused it; started past it, it was %s by itself after %.1f s"
              .formatted(second.state(), millis / 1000.0));
    } catch (FlinkRestException e) {
      throw new IllegalStateException("the second job: " + e.getMessage(), e);
    }
  }

  private String startPastTheCommand() throws FlinkRestException, IOException {
    String jar = flink.upload(first.jar());
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(first.runOptions());
    try {
      return flink.run(
          jar,
          new RunRequest(
              AggregationJob.class.getName(),
              arguments,
              Optional.empty(),
              false,
              OptionalInt.of(1)));
    } finally {
      flink.delete(jar);
    }
  }

  private FlinkJob awaitEnd(String id) throws FlinkRestException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    FlinkJob job = flink.job(id);
    while (!job.ended() && System.nanoTime() < end) {
      Thread.sleep(LOOK_MILLIS);
      job = flink.job(id);
    }
    return job;
  }

  private void judge(FlinkJob second) throws FlinkRestException {
    if (!second.ended()) {
      flink.cancel(second.id());
      throw new IllegalStateException(
          "the second job was %s after %d s, and was cancelled"
              .formatted(second.state(), PATIENCE_MILLIS / 1000));
    }
    String why = flink.failure(second.id()).orElse("no reason given");
    demand(
        second.state().equals("FAILED") && why.contains(first.id()),
        "the second job was %s for another reason: %s".formatted(second.state(), why));
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
