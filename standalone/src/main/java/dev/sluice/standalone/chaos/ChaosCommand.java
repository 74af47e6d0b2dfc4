package dev.sluice.standalone.chaos;

import dev.sluice.jobs.JobJar;
import dev.sluice.probe.fitting.EnumWord;
import dev.sluice.standalone.logging.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice chaos}. */
@Command(
    name = "chaos",
    description = {
      "Kills, pauses and cuts off the parts of a cluster while reports flow, and compares every"
          + " sum.",
      "",
      "Starts gateway, Kafka broker, JobManager, two TaskManagers and PostgreSQL as processes on"
          + " loopback, sends honest and hostile reports through proxies, injects one fault after"
          + " the other, and at the end holds what the senders remember against the tables and the"
          + " topics: an acknowledged report must be counted exactly once, one without an answer at"
          + " most once, by whether the topic has it.",
      "",
      "Needs about 2.5 GiB of memory and 2 processors. One seed means one schedule of faults.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every count is exact and every gap short enough",
      "1:something is not; the work directory is kept and named",
      "2:wrong usage",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice chaos --minutes 10 --seed 1",
      "  sluice chaos --minutes 2 --only taskmanager-kill,broker-kill-in-commit",
      "  sluice chaos --minutes 10 --seed 7 --require-all --json",
      "  sluice chaos --minutes 10 --seed 7 --require-all --json > faults.json",
    })
public final class ChaosCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  /** Complains of every server that it did not stop itself, and here it is killed. */
  private static final String DATABASE_STARTER =
      "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

  private static final double MOST_MINUTES = 24 * 60;

  @Spec private CommandSpec spec;

  @Option(names = "--minutes", paramLabel = "N", description = "How long faults are injected.")
  private double minutes = 10;

  @Option(names = "--seed", paramLabel = "S", description = "Of the schedule and the traffic.")
  private long seed = 1;

  @Option(
      names = "--only",
      paramLabel = "FAULT",
      split = ",",
      converter = FaultWord.class,
      completionCandidates = FaultWord.class,
      description = "Only these faults; default: all. Any of: ${COMPLETION-CANDIDATES}.")
  private @Nullable List<FaultKind> only;

  @Option(
      names = "--require-all",
      description =
          "Fail if one of these faults was not tried, for want of time or because it cannot be done"
              + " here; otherwise it is named and does not count.")
  private boolean requireAll;

  @Option(names = "--rate", paramLabel = "N", description = "Reports a second that are sent.")
  private int rate = 150;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The job's jar; default: the one that this checkout's build has made.")
  private @Nullable Path jar;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description = "Where the processes live; default: a new temporary directory.")
  private @Nullable Path workDirectory;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    check(minutes > 0 && minutes <= MOST_MINUTES, "--minutes must be above 0 and at most 1440");
    check(rate >= 1 && rate <= 5000, "--rate must be 1 to 5000");
    Path jobJar = jobJar();
    Path directory = directory();
    ChaosSettings settings =
        new ChaosSettings(
            Duration.ofMillis((long) (minutes * 60_000)),
            seed,
            only == null ? List.copyOf(EnumSet.allOf(FaultKind.class)) : only,
            requireAll,
            rate,
            jobJar,
            directory);
    LogFile.open(directory);
    LogFile.silence(DATABASE_STARTER);
    say("all processes and their logs live in " + directory);
    boolean passed = false;
    try {
      ChaosResult result = new ChaosRun(settings, this::say).run();
      print(result);
      passed = result.passed();
    } finally {
      if (passed) {
        delete(directory);
      } else {
        say("kept for a look: " + directory + " (logs/ has one file for each process)");
      }
    }
    return passed ? ExitCode.OK : FAILED;
  }

  private void print(ChaosResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ChaosJson.print(result, out);
    } else {
      ChaosTable.print(result, out);
    }
  }

  private Path jobJar() {
    if (jar != null) {
      check(Files.isRegularFile(jar), "--jar " + jar + ": no such file");
      return jar.toAbsolutePath();
    }
    return JobJar.builtBelow(Path.of(System.getProperty("sluice.home", ".")))
        .map(Path::toAbsolutePath)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no aggregation-jobs-*-job.jar of a build here; name it with --jar"));
  }

  private Path directory() throws IOException {
    if (workDirectory == null) {
      return Files.createTempDirectory("sluice-chaos-");
    }
    Files.createDirectories(workDirectory);
    try (Stream<Path> content = Files.list(workDirectory)) {
      check(content.findAny().isEmpty(), "--work-dir " + workDirectory + " is not empty");
    }
    return workDirectory.toAbsolutePath().normalize();
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void say(String line) {
    PrintWriter people = spec.commandLine().getErr();
    people.println("chaos: " + line);
    people.flush();
  }

  /** A fault by the word that it prints. */
  private static final class FaultWord extends EnumWord<FaultKind> {
    FaultWord() {
      super(FaultKind.values());
    }
  }
}
