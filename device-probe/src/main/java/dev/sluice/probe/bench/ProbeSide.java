package dev.sluice.probe.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the probe for one round, in a process with the Java options of this one. */
final class ProbeSide {
  static final String RESULT = "result.json";

  private static final String LOG = "log";
  private static final long END_SECONDS = 10;

  private ProbeSide() {}

  /**
   * Blocks until the round is over.
   *
   * @param directory empty; the caller deletes it
   * @throws IOException if the process cannot be started, fails, or takes longer than the limit
   */
  static ProbeRun run(BenchPlan plan, Path directory, Duration limit)
      throws IOException, InterruptedException {
    Process process = start(plan, directory);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the probe took longer than " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the probe failed: " + lastLine(directory.resolve(LOG)));
      }
    } finally {
      end(process);
    }
    return new ObjectMapper().readValue(directory.resolve(RESULT).toFile(), ProbeRun.class);
  }

  private static Process start(BenchPlan plan, Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add(ProbeRound.class.getName());
    command.add(directory.toString());
    command.add(plan.model().toAbsolutePath().toString());
    command.add(plan.suites());
    command.add(Integer.toString(plan.items()));
    command.add(Integer.toString(plan.settings().threads()));
    command.add(Integer.toString(plan.settings().contextTokens().orElseThrow()));
    File log = directory.resolve(LOG).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path", ""));
    return builder.start();
  }

  /** In order first, so that it can end its engine. */
  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .filter(line -> line.startsWith("Exception") || line.startsWith("Caused by"))
        .reduce((first, second) -> second)
        .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
  }
}
