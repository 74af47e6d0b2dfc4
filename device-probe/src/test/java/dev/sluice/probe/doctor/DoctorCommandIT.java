package dev.sluice.probe.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the real engine. */
class DoctorCommandIT {
  @TempDir private Path directory;

  @AfterEach
  void leaveNothing() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void doctor_thisMachine_isHealthyAndNothingIsMade() throws IOException {
    Path data = directory.resolve("data");
    CommandRun run =
        CommandRun.of(
            "doctor",
            "--json",
            "--local-port",
            "1",
            "--model",
            TinyModels.good().toString(),
            "--data-dir",
            data.toString());

    assertThat(run.exitCode()).as(run.out()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("healthy").asBoolean()).isTrue();
    assertThat(status(report, "engine")).isEqualTo("ok");
    assertThat(status(report, "model")).isEqualTo("ok");
    assertThat(status(report, "consent")).isEqualTo("warning");
    assertThat(status(report, "local servers")).isEqualTo("not checked");
    assertThat(status(report, "ingest")).isEqualTo("not checked");
    assertThat(status(report, "authorization")).isEqualTo("not checked");
    assertThat(data).doesNotExist();
  }

  @Test
  void doctor_missingModel_isAProblemWithARemedy() {
    CommandRun run =
        CommandRun.of(
            "doctor", "--local-port", "1", "--model", directory.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("there is no such file", "-> look at the path", "Problems: 1");
  }

  private static String status(JsonNode report, String name) {
    for (JsonNode check : report.path("checks")) {
      if (check.path("check").asText().equals(name)) {
        return check.path("status").asText();
      }
    }
    return "missing";
  }
}
