package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.llama.TinyModels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as people use it, on the real models and the bundled suites. */
class EvalCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void eval_fullyTrainedModel_scoresWhatItsCardSays() throws IOException {
    CommandRun run = CommandRun.of("eval", "--model", TinyModels.good().toString(), "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode result = JSON.readTree(run.out());
    assertThat(result.at("/overall/passRate").asDouble()).isCloseTo(0.989, within(0.02));
    assertThat(result.at("/harness/valid").asBoolean()).isTrue();
    assertThat(result.at("/model/name").asText()).isEqualTo("tiny");
    assertThat(result.at("/model/version").asText()).isEqualTo("1.1.0");
    assertThat(result.at("/model/quantization").asText()).isEqualTo("Q8_0");
    assertThat(result.at("/suites")).hasSize(6);
    for (JsonNode suite : result.at("/suites")) {
      assertThat(suite.at("/outcomes/pass").asInt()).isEqualTo(suite.at("/passed").asInt());
    }
    assertThat(result.at("/latency/timeToFirstTokenMillis/p50").asDouble()).isPositive();
    assertThat(result.at("/latency/decodeTokensPerSecond/p50").asDouble()).isPositive();
    assertThat(result.at("/memory/peakResidentBytes").asLong()).isPositive();
  }

  @Test
  void eval_limitAsTable_showsRatesAndIntervals() {
    CommandRun run =
        CommandRun.of(
            "eval", "--model", TinyModels.good().toString(), "--suite", "intent", "--limit", "5");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("tiny 1.1.0", "100.0 %", "56.6 % - 100.0 %", "median");
  }

  @Test
  void eval_probeKilled_leavesNoEngineBehind() throws IOException, InterruptedException {
    Process probe = startProbe("--suite", "all");
    try {
      List<ProcessHandle> engines = awaitEngine(probe);

      probe.destroyForcibly().waitFor();

      for (ProcessHandle engine : engines) {
        assertThat(engine.onExit().orTimeout(120, TimeUnit.SECONDS).join().isAlive()).isFalse();
      }
    } finally {
      probe.destroyForcibly();
    }
  }

  @Test
  void eval_engineKilled_isAnOutcomeAndTheRunGoesOn() throws IOException, InterruptedException {
    Process probe = startProbe("--suite", "all", "--json");
    try {
      awaitLine(directory.resolve("err"), "intent:");
      probe.children().forEach(ProcessHandle::destroyForcibly);
      assertThat(probe.waitFor(240, TimeUnit.SECONDS)).isTrue();
    } finally {
      probe.destroyForcibly();
    }

    String err = Files.readString(directory.resolve("err"));
    JsonNode result = JSON.readTree(Files.readString(directory.resolve("out")));
    assertThat(err).contains("starting the engine again").doesNotContain("\tat ", "Exception");
    assertThat(result.at("/circumstances/engineRestarts").asInt()).isEqualTo(1);
    assertThat(result.at("/overall/scored").asInt()).isEqualTo(result.at("/overall/items").asInt());
    assertThat(result.at("/overall/passRate").asDouble()).isGreaterThan(0.95);
  }

  @Test
  void eval_engineStopped_isATimeoutAndTheRunGoesOn() throws IOException, InterruptedException {
    Process probe = startProbe("--suite", "all", "--json", "--timeout", "20");
    try {
      awaitLine(directory.resolve("err"), "intent:");
      for (ProcessHandle engine : probe.children().toList()) {
        new ProcessBuilder("kill", "-STOP", String.valueOf(engine.pid())).start().waitFor();
      }
      assertThat(probe.waitFor(240, TimeUnit.SECONDS)).isTrue();
    } finally {
      probe.destroyForcibly();
    }

    JsonNode result = JSON.readTree(Files.readString(directory.resolve("out")));
    assertThat(Files.readString(directory.resolve("err"))).contains("did not stop and was killed");
    assertThat(result.at("/circumstances/engineRestarts").asInt()).isEqualTo(1);
    assertThat(result.at("/overall/passRate").asDouble()).isGreaterThan(0.95);
  }

  private Process startProbe(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.probe.Main",
                "eval",
                "--model",
                TinyModels.good().toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(new File(directory.toFile(), "err"))
        .start();
  }

  private static List<ProcessHandle> awaitEngine(Process probe) throws InterruptedException {
    while (probe.isAlive()) {
      List<ProcessHandle> engines = probe.children().toList();
      if (!engines.isEmpty()) {
        return engines;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the probe started no engine");
  }

  private static void awaitLine(Path file, String text) throws IOException, InterruptedException {
    for (int i = 0; i < 1_200 && !Files.readString(file).contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(Files.readString(file)).contains(text);
  }
}
