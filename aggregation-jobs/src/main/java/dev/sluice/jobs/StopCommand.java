package dev.sluice.jobs;

import dev.sluice.jobs.rest.FlinkRest;
import dev.sluice.jobs.rest.FlinkRestException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs stop}: ends a job with a savepoint. */
@Command(
    name = "stop",
    description = {
      "Stops a job with a savepoint and prints where the savepoint is.",
      "",
      "Everything that was counted is visible when this returns. 'jobs submit --savepoint' goes on"
          + " from there, also in a later version and with another parallelism.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped; the savepoint's path is on standard output",
      "1:no savepoint in time; it may still come, the job's page tells",
      "2:wrong usage",
      "3:no JobManager answers there",
      "5:no such job, or no savepoint could be written and the job goes on",
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  jobs stop --jobmanager http://flink:8081 JOBID \\",
      "      --savepoint-directory s3://bucket/sp",
    })
final class StopCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;

  @Spec private CommandSpec spec;

  @Mixin private JobManagerOption jobManager;

  @Parameters(paramLabel = "JOBID", description = "What 'jobs submit' printed.")
  private String id;

  @Option(
      names = "--savepoint-directory",
      paramLabel = "URI",
      description =
          "Where the cluster writes the savepoint; default: its own"
              + " execution.checkpointing.savepoint-dir.")
  private @Nullable String directory;

  @Option(
      names = "--wait",
      defaultValue = "5min",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "How long the savepoint may take.")
  private Duration patience;

  @Override
  public Integer call() throws InterruptedException {
    if (!id.matches("[0-9a-f]{32}")) {
      throw new ParameterException(
          spec.commandLine(), "JOBID must be 32 hexadecimal digits, was " + id);
    }
    FlinkRest flink = jobManager.rest(spec);
    try {
      Optional<String> savepoint = savepoint(flink);
      if (savepoint.isEmpty()) {
        say("no savepoint within " + patience.toSeconds() + " s");
        return JobExit.FAILED;
      }
      spec.commandLine().getOut().println(savepoint.get());
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (FlinkRestException e) {
      say(e.reason());
      return JobExit.of(e);
    }
  }

  private Optional<String> savepoint(FlinkRest flink)
      throws FlinkRestException, InterruptedException {
    String request = flink.stop(id, Optional.ofNullable(directory));
    long end = System.nanoTime() + patience.toNanos();
    Optional<String> location = flink.savepoint(id, request);
    while (location.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(LOOK_MILLIS);
      location = flink.savepoint(id, request);
    }
    return location;
  }

  private void say(String line) {
    PrintWriter people = spec.commandLine().getErr();
    people.println("jobs stop: " + line);
    people.flush();
  }
}
