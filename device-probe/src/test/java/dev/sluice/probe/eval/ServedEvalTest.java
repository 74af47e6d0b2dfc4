package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.openai.FakeServer;
import dev.sluice.probe.openai.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model on a server, from the command line. */
class ServedEvalTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  /** Needs likelihoods. */
  private static final String PICK =
      """
      id: pick
      version: 1.0.0
      description: Picks.
      licence: Apache-2.0
      template: 'pick {{input}}:'
      maxTokens: 8
      grader: {type: choice, scoring: likelihood}
      items:
        - {id: one, input: 'a', expected: 'a', choices: [a, b]}
      controls:
        - {id: good, kind: must-pass, input: c, expected: c, choices: [c, d]}
        - {id: bad, kind: must-pass, input: d, expected: d, choices: [c, d]}
      """;

  /** What the server says to everything. */
  private static final String MIRROR =
      """
      id: mirror
      version: 1.0.0
      description: Says it backwards.
      licence: Apache-2.0
      template: '{{input}}'
      maxTokens: 8
      grader: {type: exact}
      items:
        - {id: one, input: 'cd', expected: 'dc'}
      controls:
        - {id: good, kind: must-pass, input: ab, expected: ba}
        - {id: bad, kind: must-pass, input: xy, expected: yx}
      """;

  @TempDir private Path directory;

  private final FakeServer server =
      FakeServer.answering(
          new ScriptedServer(prompt -> new StringBuilder(prompt).reverse().toString()));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void eval_server_saysWhatIsKnownAndLeavesOutTheRest() throws IOException {
    CommandRun run =
        CommandRun.of(
            "eval",
            "--server",
            server.address().toString(),
            "--suite",
            "intent",
            "--limit",
            "2",
            "--json");

    JsonNode model = new ObjectMapper().readTree(run.out()).path("model");
    assertThat(model.path("name").asText()).isEqualTo("the-model");
    assertThat(model.path("runtimeBuild").asText()).isEqualTo("openai-compatible");
    assertThat(model.path("deployment").asText()).isEqualTo("device");
    for (String unknown : new String[] {"file", "digest", "quantization", "threads", "cacheType"}) {
      assertThat(model.get(unknown).isNull()).as(unknown).isTrue();
    }
  }

  @Test
  void eval_statedDigest_isPartOfTheIdentity() throws IOException {
    CommandRun run =
        CommandRun.of(
            "eval",
            "--server",
            server.address().toString(),
            "--suite",
            "intent",
            "--limit",
            "1",
            "--model-digest",
            DIGEST,
            "--deployment",
            "edge",
            "--json");

    JsonNode model = new ObjectMapper().readTree(run.out()).path("model");
    assertThat(model.path("digest").asText()).isEqualTo(DIGEST);
    assertThat(model.path("deployment").asText()).isEqualTo("edge");
  }

  @Test
  void show_serverWithoutDigest_saysWhatIsMissing() {
    CommandRun run =
        CommandRun.of(
            "show",
            "--server",
            server.address().toString(),
            "--rollout",
            "r1",
            "--device-class",
            "laptop-16gb",
            "--data-dir",
            directory.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("needs the digest of the model", "--model-digest sha256:");
  }

  @ParameterizedTest
  @CsvSource({
    "--threads 2, are the server's own affair",
    "--deployment moon, must be device or edge",
    "--model-digest 123, 64 hexadecimal digits",
    "--api-key-env A --api-key-file b, exclude each other"
  })
  void eval_optionsThatContradict_areUsageErrors(String options, String message) {
    String arguments = "eval --server " + server.address() + " " + options;

    CommandRun run = CommandRun.of(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void eval_serverElsewhere_needsToBeCalledAnEdgeServer() {
    CommandRun run = CommandRun.of("eval", "--server", "http://192.0.2.7:8080");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--deployment edge");
  }

  @Test
  void eval_keyFileThatHoldsNoKey_isOneLineAndFails() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "not a key\nsecret-42\n");

    CommandRun run =
        CommandRun.of(
            "eval", "--server", server.address().toString(), "--api-key-file", key.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("does not hold one API key").doesNotContain("secret-42");
  }

  /** What lm-evaluation-harness would make scores of. */
  @Test
  void eval_serverThatIgnoresEcho_isABrokenHarnessAndSaysWhatToDo() throws IOException {
    Path suite = Files.writeString(directory.resolve("pick.yaml"), PICK);
    try (FakeServer ignoring =
        FakeServer.answering(
            new ScriptedServer(
                prompt -> new StringBuilder(prompt).reverse().toString(),
                ScriptedServer.Flaw.IGNORES_ECHO))) {

      CommandRun run =
          CommandRun.of(
              "eval",
              "--server",
              ignoring.address().toString(),
              "--suite",
              suite.toString(),
              "--items");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains(
              "harness invalid 1",
              "pick says nothing about the model: likelihoods_unsound",
              "the server does not echo the text that it is given",
              "or give the suite's grader scoring: continuation");
    }
  }

  /** Where nothing was asked nothing went well. */
  @Test
  void eval_suiteThatWasNotAsked_hasNoControlsThatCameOutAsExpected() throws IOException {
    String pick = Files.writeString(directory.resolve("pick.yaml"), PICK).toString();
    String mirror = Files.writeString(directory.resolve("mirror.yaml"), MIRROR).toString();
    try (FakeServer refusing =
        FakeServer.answering(
            new ScriptedServer(
                prompt -> new StringBuilder(prompt).reverse().toString(),
                ScriptedServer.Flaw.REFUSES_ECHO))) {
      String[] eval = {"eval", "--server", refusing.address().toString(), "--suite"};

      JsonNode none = json(CommandRun.of(with(eval, pick, "--json")));
      JsonNode some = json(CommandRun.of(with(eval, pick + "," + mirror, "--json")));

      assertThat(none.at("/suites/0/harness").asText()).isEqualTo("not_judged");
      assertThat(none.at("/controls/asked").asInt()).isZero();
      assertThat(none.at("/controls/asExpected").isNull()).isTrue();
      assertThat(none.at("/harness/valid").isNull()).isTrue();
      assertThat(some.at("/controls/asked").asInt()).isEqualTo(2);
      assertThat(some.at("/controls/asExpected").asBoolean()).isTrue();
      assertThat(some.at("/harness/valid").asBoolean()).isTrue();
      assertThat(CommandRun.of(with(eval, pick)).out())
          .contains("controls             none was asked");
      assertThat(CommandRun.of(with(eval, pick + "," + mirror)).out())
          .contains("2 asked, as expected in 1 of 2 suites; of the others none was asked");
    }
  }

  @Test
  void eval_neitherFileNorServer_isAUsageError() {
    CommandRun run = CommandRun.of("eval");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("name a model: --model FILE, or --server URL");
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  private static String[] with(String[] first, String... more) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
  }
}
