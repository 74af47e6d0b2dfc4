package dev.sluice.probe.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.openai.FakeServer;
import dev.sluice.probe.openai.ScriptedServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the doctor says of a server that has the model. */
class ModelServerCheckTest {
  private final FakeServer server = FakeServer.answering(new ScriptedServer(prompt -> prompt));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void doctor_serverThatHasTheModel_isLookedAtAndAskedNothing() throws IOException {
    JsonNode check = check("--server-model", "the-model");

    assertThat(check.path("status").asText()).isEqualTo("ok");
    assertThat(check.path("detail").asText()).contains("has 'the-model'");
    assertThat(server.paths()).contains("/v1/models").noneMatch(path -> path.contains("comple"));
  }

  @Test
  void doctor_serverWithAnotherModel_namesThoseThatItHas() throws IOException {
    JsonNode check = check("--server-model", "tiny");

    assertThat(check.path("status").asText()).isEqualTo("problem");
    assertThat(check.path("detail").asText()).contains("no model 'tiny'; it has: the-model");
  }

  @Test
  void doctor_serverThatIsDown_isAProblem() throws IOException {
    server.close();

    assertThat(check().path("detail").asText()).contains("no server answers there");
  }

  private JsonNode check(String... more) throws IOException {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "doctor";
    arguments[1] = "--json";
    arguments[2] = "--server";
    arguments[3] = server.address().toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    JsonNode all = new ObjectMapper().readTree(CommandRun.of(arguments).out());
    assertThat(named(all, "engine").path("status").asText()).isEqualTo("not checked");
    return named(all, "model server");
  }

  private static JsonNode named(JsonNode all, String name) {
    for (JsonNode check : all.path("checks")) {
      if (check.path("check").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("there is no check " + name);
  }
}
