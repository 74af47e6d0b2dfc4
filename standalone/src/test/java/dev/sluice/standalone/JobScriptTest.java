package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script by which a container starts the job, with an image's entry point that says how it was
 * called, and metadata as Flink itself writes it.
 */
class JobScriptTest {
  private static final String TELLING = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n";
  private static final String JOB = "checkpoints/0123456789abcdef0123456789abcdef/";

  @TempDir private Path home;

  private Path state;
  private Path script;

  @BeforeEach
  void makeContainer() throws IOException {
    state = Files.createDirectory(home.resolve("the state"));
    Path entryPoint = Files.writeString(home.resolve("entry-point"), TELLING);
    Files.setPosixFilePermissions(entryPoint, PosixFilePermissions.fromString("rwx------"));
    String text = Files.readString(Path.of("..", "deploy", "docker", "job"));
    script =
        Files.writeString(
            home.resolve("job"),
            text.replace("exec /docker-entrypoint.sh", "exec '" + entryPoint + "'")
                .replace("/state/checkpoints", "'" + state + "'/checkpoints")
                .replace("/state/savepoints", "'" + state + "'/savepoints"));
  }

  @Test
  void firstStart_directoriesThatAreNotThereYet_beginsWithoutState() throws Exception {
    Outcome outcome = start();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.called())
        .containsExactly(
            "standalone-job",
            "--job-classname",
            "dev.sluice.jobs.AggregationJob",
            "run",
            "--flink",
            "a b=c");
  }

  @Test
  void afterACrash_goesOnFromTheNewestCheckpointByItsNumberAndNotByItsNameOrTime()
      throws Exception {
    complete(JOB + "chk-9", 9);
    complete(JOB + "chk-10", 10);
    touched("checkpoints/ffffffffffffffffffffffffffffffff/chk-3", 3, "2030-01-01T00:00:00Z");

    assertThat(start().called())
        .contains("--fromSavepoint", "file://" + state + "/" + JOB + "chk-10");
  }

  /** Flink deletes the checkpoints of a job that was stopped with a savepoint. */
  @Test
  void afterAStopWithASavepoint_goesOnFromTheSavepoint() throws Exception {
    complete("savepoints/savepoint-012345-6789abcdef01", 61);
    Files.createDirectories(state.resolve(JOB + "shared"));

    assertThat(start().called())
        .containsSubsequence(
            "--fromSavepoint",
            "file://" + state + "/savepoints/savepoint-012345-6789abcdef01",
            "run");
  }

  @Test
  void afterBoth_goesOnFromWhicheverIsNewer() throws Exception {
    complete("savepoints/savepoint-012345-6789abcdef01", 61);
    complete(JOB + "chk-64", 64);

    assertThat(start().called()).contains("file://" + state + "/" + JOB + "chk-64");

    complete("savepoints/savepoint-ffffff-6789abcdef01", 65);

    assertThat(start().called())
        .contains("file://" + state + "/savepoints/savepoint-ffffff-6789abcdef01");
  }

  @Test
  void numberBeyond32Bits_isStillTheHighest() throws Exception {
    complete(JOB + "chk-4294967297", 4_294_967_297L);
    complete(JOB + "chk-4294967296", 4_294_967_296L);
    complete(JOB + "chk-7", 7);

    assertThat(start().called()).contains("file://" + state + "/" + JOB + "chk-4294967297");
  }

  @Test
  void checkpointThatWasNeverCompletedOrIsNone_isPassedOver() throws Exception {
    complete(JOB + "chk-4", 4);
    Files.createDirectories(state.resolve(JOB + "chk-5"));
    Path broken = Files.createDirectories(state.resolve(JOB + "chk-6")).resolve("_metadata");
    Files.writeString(broken, "no metadata at all");

    Outcome outcome = start();

    assertThat(outcome.called()).contains("file://" + state + "/" + JOB + "chk-4");
    assertThat(outcome.errors()).contains(broken + " is no metadata of a checkpoint");
  }

  @Test
  void nothingButWhatCannotBeUsed_isNotStartedWithoutItsState() throws Exception {
    Path empty = Files.createDirectories(state.resolve(JOB + "chk-6")).resolve("_metadata");
    Files.createFile(empty);

    Outcome outcome = start();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.called()).isEmpty();
    assertThat(outcome.errors()).contains("not started without its state");
  }

  private void complete(String directory, long number) throws IOException {
    Path made = Files.createDirectories(state.resolve(directory));
    var properties = CheckpointProperties.forSavepoint(false, SavepointFormatType.CANONICAL);
    try (OutputStream out = Files.newOutputStream(made.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(number, List.of(), List.of(), properties), out);
    }
  }

  private void touched(String directory, long number, String time) throws IOException {
    complete(directory, number);
    Files.setLastModifiedTime(
        state.resolve(directory).resolve("_metadata"), FileTime.from(Instant.parse(time)));
  }

  private record Outcome(int exitCode, List<String> called, String errors) {}

  private Outcome start() throws Exception {
    Path errors = home.resolve("errors");
    Process process =
        new ProcessBuilder("bash", script.toString(), "run", "--flink", "a b=c")
            .redirectError(errors.toFile())
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), said.lines().toList(), Files.readString(errors));
  }
}
