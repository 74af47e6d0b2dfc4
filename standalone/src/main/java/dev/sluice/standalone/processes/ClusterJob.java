package dev.sluice.standalone.processes;

import dev.sluice.jobs.JobsCommand;
import dev.sluice.jobs.rest.FlinkRest;
import dev.sluice.jobs.rest.FlinkRestException;
import dev.sluice.standalone.flink.ResumePoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The aggregation job on the cluster, as an operator handles it: with {@code jobs submit} and
 * {@code jobs stop}. It resumes the job from its newest checkpoint when the JobManager was lost.
 */
public final class ClusterJob {
  private final URI jobManager;
  private final FlinkRest flink;
  private final Path jar;
  private final FlinkFiles files;
  private final int parallelism;
  private final List<String> runOptions;
  private final List<String> ids = new ArrayList<>();

  ClusterJob(URI jobManager, Path jar, FlinkFiles files, int parallelism, List<String> runOptions) {
    this.jobManager = jobManager;
    this.flink = new FlinkRest(jobManager);
    this.jar = jar;
    this.files = files;
    this.parallelism = parallelism;
    this.runOptions = List.copyOf(runOptions);
  }

  /** What a command of an operator's came to. */
  public record Outcome(int exitCode, String output, String errors) {}

  /** Starts it from nothing. */
  void submit() {
    remember(submit(null));
  }

  /** Starts it from its newest checkpoint or savepoint; from nothing where there is none. */
  public void resume() {
    remember(submit(newest().map(path -> path.toUri().toString()).orElse(null)));
  }

  private void remember(Outcome outcome) {
    if (outcome.exitCode() != CommandLine.ExitCode.OK) {
      throw new IllegalStateException(
          "jobs submit ended with %d: %s".formatted(outcome.exitCode(), outcome.errors()));
    }
    synchronized (ids) {
      ids.add(outcome.output().strip());
    }
  }

  /** {@code jobs submit}, as an operator would type it. */
  public Outcome submit(@Nullable String savepoint) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "submit",
                "--jobmanager=" + jobManager,
                "--jar-on-cluster",
                "--parallelism=" + parallelism));
    if (savepoint != null) {
      words.add("--savepoint=" + savepoint);
    }
    words.add("--");
    words.addAll(runOptions);
    return run(words);
  }

  /** {@code jobs stop} with a savepoint; the outcome's output is where that is. */
  public Outcome stopWithSavepoint() {
    return run(
        List.of(
            "stop",
            "--jobmanager=" + jobManager,
            "--savepoint-directory=" + files.savepoints().toUri(),
            "--wait=60s",
            id()));
  }

  private static Outcome run(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        JobsCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString().strip().replace("\n", "; "));
  }

  /** The newest state that any of this job's runs has left. */
  public Optional<Path> newest() {
    List<Path> places = new ArrayList<>();
    synchronized (ids) {
      ids.forEach(id -> places.add(files.checkpoints().resolve(id)));
    }
    places.add(files.savepoints());
    return ResumePoint.latest(places).map(ResumePoint::path);
  }

  /** The id of its present run. */
  public String id() {
    synchronized (ids) {
      return ids.get(ids.size() - 1);
    }
  }

  /** Whether all of it is at work, as far as the JobManager tells; false when that is silent. */
  public boolean running() {
    try {
      return flink.job(id()).running();
    } catch (FlinkRestException silent) {
      return false;
    }
  }

  /** Completed checkpoints of the present run; the last known while the JobManager is silent. */
  public long completedCheckpoints() {
    try {
      return flink.completedCheckpoints(id());
    } catch (FlinkRestException silent) {
      return -1;
    }
  }

  /** The JobManager that it runs on. */
  public FlinkRest flink() {
    return flink;
  }

  /** What {@code jobs run} is told. */
  public List<String> runOptions() {
    return runOptions;
  }

  /** The job's jar, which JobManager and TaskManagers have in their class path. */
  public Path jar() {
    return jar;
  }
}
