package dev.sluice.jobs;

import dev.sluice.jobs.rest.FlinkJob;
import dev.sluice.jobs.rest.FlinkRest;
import dev.sluice.jobs.rest.FlinkRestException;
import dev.sluice.jobs.rest.RunRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

/** {@code jobs submit}: hands the job to a Flink that runs already. */
@Command(
    name = "submit",
    description = {
      "Starts the aggregation job on a Flink that runs already, and prints the job's id.",
      "",
      "Uploads the job's jar to the JobManager (a session cluster) and returns when the job runs."
          + " What comes after -- are the options of 'jobs run'; they are checked here, before"
          + " anything is sent. SLUICE_BOOTSTRAP_SERVERS and SLUICE_JDBC_URL of this shell are sent"
          + " along, the second with its password: use https beyond a trusted network. Files that"
          + " options name, such as --registry and --kafka-properties, are read by the JobManager.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the job runs",
      "1:the job failed, or did not run in time",
      "2:wrong usage; nothing was sent",
      "3:no JobManager answers there",
      "4:a Flink of another version",
      "5:the JobManager refused the jar, the options or the savepoint",
      "6:the job runs there already: two would write over each other's results",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs submit --jobmanager http://flink:8081 -- \\",
      "      --bootstrap-servers kafka:9092 \\",
      "      --jdbc-url 'jdbc:postgresql://db/sluice?user=sluice'",
      "  An upgrade: stop with a savepoint, go on from it.",
      "    point=$(jobs stop JOBID --savepoint-directory file:///state/savepoints)",
      "    jobs submit --savepoint \"$point\" -- ...",
      "",
      "For a cluster of its own (application mode) give Flink the jar and the main",
      "class dev.sluice.jobs.AggregationJob; docs/deploying.md has both ways.",
    })
final class SubmitCommand implements Callable<Integer> {
  /** The Flink that the jar is compiled for; its REST interface and state move with the minor. */
  static final String FLINK = "2.3";

  private static final long LOOK_MILLIS = 200;

  @Spec private CommandSpec spec;

  @Mixin private JobManagerOption jobManager;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The job's jar; default: the one that this checkout's build has made.")
  private @Nullable Path jar;

  @Option(
      names = "--jar-on-cluster",
      description = {
        "The cluster has the job's jar in its class path (Flink's lib): none is uploaded, nor",
        "fetched by TaskManagers that take over. Not together with --jar."
      })
  private boolean jarOnCluster;

  @Option(
      names = "--savepoint",
      paramLabel = "PATH",
      description = "Savepoint or checkpoint to go on from, as the cluster finds it.")
  private @Nullable String savepoint;

  @Option(
      names = "--allow-non-restored-state",
      description = "Drop state of the savepoint that this version does not have any more.")
  private boolean allowNonRestoredState;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallel subtasks of each operator; default: the cluster's.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--wait",
      defaultValue = "90s",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "How long the job may take to run; 0s returns as soon as it was taken.")
  private Duration patience;

  @Parameters(paramLabel = "-- RUN-OPTIONS", arity = "0..*", description = "Options of 'jobs run'.")
  private List<String> runOptions = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> arguments = checkedArguments();
    RunRequest request = request(arguments);
    FlinkRest flink = jobManager.rest(spec);
    if (!jarOnCluster) {
      return submit(flink, file(), request);
    }
    refuseJar();
    try (EntryJar entry = EntryJar.write()) {
      return submit(flink, entry.file(), request);
    }
  }

  private void refuseJar() {
    if (jar != null) {
      throw new ParameterException(
          spec.commandLine(), "--jar and --jar-on-cluster: the jar is sent or it is there");
    }
  }

  private int submit(FlinkRest flink, Path file, RunRequest request) throws InterruptedException {
    try {
      Optional<Integer> objection = objection(flink);
      return objection.isPresent() ? objection.get() : upload(flink, file, request);
    } catch (FlinkRestException e) {
      say(e.reason());
      return JobExit.of(e);
    } catch (FileNotFoundException e) {
      throw new ParameterException(spec.commandLine(), "--jar " + file + ": no such file", e);
    }
  }

  private List<String> checkedArguments() {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(runOptions);
    addFromEnvironment(arguments, "--bootstrap-servers", "SLUICE_BOOTSTRAP_SERVERS");
    addFromEnvironment(arguments, "--jdbc-url", "SLUICE_JDBC_URL");
    try {
      RunCommand.check(arguments);
    } catch (ParameterException e) {
      throw new ParameterException(spec.commandLine(), "after --: " + e.getMessage(), e);
    }
    return arguments;
  }

  private static void addFromEnvironment(List<String> arguments, String option, String variable) {
    String value = System.getenv(variable);
    boolean given =
        arguments.stream().anyMatch(each -> each.equals(option) || each.startsWith(option + "="));
    if (!given && value != null && !value.isEmpty()) {
      arguments.add(option + "=" + value);
    }
  }

  private Path file() {
    if (jar != null) {
      return jar;
    }
    return JobJar.builtBelow(Path.of(System.getProperty("sluice.home", ".")))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no aggregation-jobs-*-job.jar of a build here; name it with --jar"));
  }

  private RunRequest request(List<String> arguments) {
    try {
      return new RunRequest(
          AggregationJob.class.getName(),
          arguments,
          Optional.ofNullable(savepoint),
          allowNonRestoredState,
          parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The exit code of a reason not to submit. */
  private Optional<Integer> objection(FlinkRest flink) throws FlinkRestException {
    String version = flink.version();
    if (!version.startsWith(FLINK + ".")) {
      say("the JobManager is Flink %s; the job needs Flink %s".formatted(version, FLINK));
      return Optional.of(JobExit.WRONG_VERSION);
    }
    for (FlinkJob job : flink.jobs()) {
      if (job.name().equals(AggregationJob.NAME) && !job.ended()) {
        say(
            "the job is there already, %s and %s; stop it first: jobs stop %s"
                .formatted(job.id(), job.state(), job.id()));
        return Optional.of(JobExit.ALREADY_RUNNING);
      }
    }
    return Optional.empty();
  }

  private int upload(FlinkRest flink, Path file, RunRequest request)
      throws FlinkRestException, FileNotFoundException, InterruptedException {
    say(
        jarOnCluster
            ? "starting; the cluster has the job's jar"
            : "uploading " + file.getFileName());
    String uploaded = flink.upload(file);
    String id;
    try {
      id = flink.run(uploaded, request);
    } finally {
      flink.delete(uploaded);
    }
    spec.commandLine().getOut().println(id);
    spec.commandLine().getOut().flush();
    return patience.isZero() ? ExitCode.OK : awaitRunning(flink, id);
  }

  private int awaitRunning(FlinkRest flink, String id)
      throws FlinkRestException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    FlinkJob job = flink.job(id);
    while (!job.running() && !job.ended() && System.nanoTime() < end) {
      Thread.sleep(LOOK_MILLIS);
      job = flink.job(id);
    }
    if (job.running()) {
      say("the job runs; its page is under the JobManager's address, #/job/" + id);
      return ExitCode.OK;
    }
    say(
        "the job is %s%s%s"
            .formatted(
                job.state(),
                job.ended() || job.allTasksRun() ? "" : ", but not all of its tasks are",
                flink.failure(id).map(why -> ": " + why).orElse("")));
    return JobExit.FAILED;
  }

  private void say(String line) {
    PrintWriter people = spec.commandLine().getErr();
    people.println("jobs submit: " + line);
    people.flush();
  }
}
