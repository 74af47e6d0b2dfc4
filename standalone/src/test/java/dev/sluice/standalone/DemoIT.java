package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.standalone.ChildProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice demo} from outside, with real models, in a temporary directory of its own. */
@Timeout(300)
class DemoIT {
  private static final Path MODELS = Path.of("..", "models").toAbsolutePath().normalize();
  private static final Path GOOD = MODELS.resolve("tiny-1.1.0-q8_0.gguf");
  private static final Path RUINED = MODELS.resolve("tiny-1.1.0-coarse.gguf");

  @TempDir private Path root;

  /**
   * The ruined model answers 37 points fewer than the other after clipping. With about 300 reports
   * an arm, each with a noise of 7 points, that is dozens of standard errors above what a rollback
   * needs. But the gate concludes nothing while the metrics come in odd proportions, which chance
   * makes of one look in 10,000, and of every look of a run in about 500,000: that run says nothing
   * here either.
   */
  @Test
  void demo_ofARuinedModel_isRolledBackAndAccountedForAndLeavesNothingBehind() throws Exception {
    Set<ProcessHandle> family = new HashSet<>();

    ChildProcess demo =
        demo("--json", "--control", GOOD.toString(), "--candidate", RUINED.toString());
    Thread watch = watch(demo.handle(), family);
    JsonNode summary = new JsonMapper().readTree(demo.awaitOutput());

    assertThat(demo.awaitExit()).isZero();
    assumeThat(summary.path("rollouts").path(0).path("reason").asText())
        .doesNotStartWith("sample ratio mismatch");
    assertRolledBack(summary.path("rollouts"));
    assertFindingsAreConsistent(summary.path("rollouts").path(0).path("stages"));
    assertAddsUp(summary.path("reconciliation"));
    watch.join();
    assertThat(family).hasSizeGreaterThan(3);
    Eventually.passes(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    assertThat(left()).isEmpty();
  }

  private static void assertRolledBack(JsonNode rollouts) {
    assertThat(rollouts).hasSize(1);
    JsonNode rollout = rollouts.path(0);
    assertThat(rollout.path("id").asText()).isNotEmpty();
    assertThat(rollout.path("control").asText()).isEqualTo("tiny 1.1.0");
    assertThat(rollout.path("candidate").asText()).isEqualTo("tiny 1.1.0+candidate");
    assertThat(rollout.path("verdict").asText()).isEqualTo("ROLLBACK");
    assertThat(rollout.path("stagePercent").isInt()).isTrue();
    assertThat(rollout.path("stagePercent").asInt()).isZero();
    assertThat(rollout.path("stages")).isNotEmpty();
    assertThat(rollout.path("stages")).allSatisfy(stage -> assertStage(stage));
  }

  private static void assertStage(JsonNode stage) {
    assertThat(stage.path("percent").asInt()).isBetween(1, 99);
    assertThat(stage.path("reports").asLong()).isPositive();
    assertThat(stage.path("verdict").asText()).isIn("PROMOTE", "HOLD", "ROLLBACK");
    assertThat(stage.path("findings")).isNotEmpty();
  }

  private static void assertFindingsAreConsistent(JsonNode stages) {
    List<JsonNode> withNumbers = new ArrayList<>();
    for (JsonNode stage : stages) {
      for (JsonNode finding : stage.path("findings")) {
        assertThat(finding.path("metric").asText()).isNotEmpty();
        assertThat(finding.path("status").asText()).isNotEmpty();
        assertThat(finding.path("margin").isNumber()).isTrue();
        assertThat(finding.has("truth")).isTrue();
        if (finding.path("estimate").isNumber()) {
          withNumbers.add(finding);
        }
      }
    }
    assertThat(withNumbers).isNotEmpty();
    assertThat(withNumbers)
        .allSatisfy(
            finding ->
                assertThat(finding.path("estimate").asDouble())
                    .isBetween(finding.path("low").asDouble(), finding.path("high").asDouble()));
  }

  private static void assertAddsUp(JsonNode account) {
    long sent = account.path("sent").asLong();
    assertThat(account.path("ok").isBoolean()).isTrue();
    assertThat(account.path("ok").asBoolean()).isTrue();
    assertThat(sent).isPositive();
    assertThat(account.path("acknowledged").asLong()).isEqualTo(sent);
    assertThat(account.path("inKafka").asLong()).isEqualTo(sent);
    assertThat(
            account.path("counted").asLong()
                + account.path("duplicates").asLong()
                + account.path("rejected").asLong())
        .isEqualTo(sent);
  }

  @Test
  void demo_terminated_leavesNothingBehind() throws Exception {
    Set<ProcessHandle> family = new HashSet<>();
    ChildProcess demo = demo("--control", GOOD.toString(), "--candidate", GOOD.toString());
    Thread watch = watch(demo.handle(), family);
    Eventually.passes(() -> assertThat(errors()).content().contains("starting: ingest"));

    assertThat(demo.terminate()).isEqualTo(128 + 15);

    watch.join();
    Eventually.passes(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    assertThat(left()).isEmpty();
    assertThat(errors()).content().doesNotContain("demo: ", "Exception");
  }

  @Test
  void demo_ofAFileThatIsNoModel_failsInOneLineBeforeAnythingStarts() throws Exception {
    Path noModel = Files.writeString(root.resolve("no.gguf"), "not a model");

    ChildProcess demo = demo("--control", GOOD.toString(), "--candidate", noModel.toString());

    assertThat(demo.awaitExit()).isEqualTo(1);
    assertThat(errors()).content().startsWith("demo: " + noModel + ": ").hasLineCount(1);
    assertThat(left()).isEmpty();
  }

  @Test
  void demo_onADirectoryWithAPast_isRefusedAndTouchesNothing() throws Exception {
    Path used = Files.createDirectory(root.resolve("used"));
    Files.writeString(used.resolve("note"), "mine");

    Outcome outcome = ChildProcess.run(Main.class, "demo", "--data-dir", used.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors().lines())
        .singleElement()
        .asString()
        .contains(used.toString(), "is not an empty directory");
    assertThat(used).isDirectoryContaining("glob:**note");
    assertThat(used.toFile().list()).hasSize(1);
  }

  /** A fleet that is small enough to be quick, and reports at the least noise that there is. */
  private ChildProcess demo(String... arguments) throws Exception {
    List<String> options = new ArrayList<>(UpProcess.JVM_OPTIONS);
    options.add("-Djava.io.tmpdir=" + Files.createDirectory(root.resolve("tmp")));
    List<String> all = new ArrayList<>(List.of("demo", "--devices", "30000", "--epsilon", "8"));
    all.addAll(List.of(arguments));
    return ChildProcess.start(options, errors(), Main.class, all.toArray(String[]::new));
  }

  private Path errors() {
    return root.resolve("errors");
  }

  /** What the demo left in its temporary directory. */
  private List<Path> left() throws Exception {
    try (Stream<Path> files = Files.list(root.resolve("tmp"))) {
      return files.toList();
    }
  }

  /** Notes every process that a process has below it, until it ends. */
  private static Thread watch(ProcessHandle process, Set<ProcessHandle> family) {
    Thread watch =
        new Thread(
            () -> {
              while (process.isAlive()) {
                process.descendants().forEach(family::add);
                try {
                  Thread.sleep(50);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    watch.start();
    return watch;
  }
}
