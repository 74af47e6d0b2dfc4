package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.openai.FakeServer;
import dev.sluice.probe.openai.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which items are asked, from the command line. */
class SampledEvalTest {
  private static final String ALPHABET = "abcdefghijklmnopqrst";

  @TempDir private Path directory;

  private final FakeServer server =
      FakeServer.answering(
          new ScriptedServer(prompt -> new StringBuilder(prompt).reverse().toString()));
  private Path suite;
  private Path other;

  @BeforeEach
  void writeSuites() throws IOException {
    suite = Files.writeString(directory.resolve("one.yaml"), suite("one"));
    other = Files.writeString(directory.resolve("other.yaml"), suite("other"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void eval_sampleWithASeed_asksTheSameItemsEachTimeAndSaysHow() throws IOException {
    JsonNode first = json(eval(suite.toString(), "--sample", "5", "--seed", "7"));
    JsonNode again = json(eval(suite.toString(), "--sample", "5", "--seed", "7"));
    JsonNode others = json(eval(suite.toString(), "--sample", "5", "--seed", "8"));

    assertThat(ids(first, 0)).hasSize(5).isSorted().isEqualTo(ids(again, 0));
    assertThat(ids(others, 0)).hasSize(5).isNotEqualTo(ids(first, 0));
    assertThat(first.at("/slice").toString())
        .isEqualTo("{\"chosen\":\"random\",\"atMost\":5,\"seed\":7}");
    assertThat(first.at("/controls/asked").asInt()).isEqualTo(2);
  }

  /** Results of one suite can be compared, whatever was asked beside it. */
  @Test
  void eval_sampleOfASuite_doesNotDependOnTheSuitesBesideIt() throws IOException {
    JsonNode alone = json(eval(suite.toString(), "--sample", "5", "--seed", "7"));
    JsonNode beside = json(eval(other + "," + suite, "--sample", "5", "--seed", "7"));

    assertThat(ids(beside, 1)).isEqualTo(ids(alone, 0));
    assertThat(ids(beside, 0)).isNotEqualTo(ids(beside, 1));
  }

  @Test
  void eval_sampleWithoutASeed_printsTheOneThatDrawsTheSameAgain() throws IOException {
    CommandRun run = eval(suite.toString(), "--sample", "5");

    String seed = json(run).at("/slice/seed").asText();
    assertThat(run.err()).contains("probe: to ask the same items again: --seed " + seed);
    assertThat(ids(json(eval(suite.toString(), "--sample", "5", "--seed", seed)), 0))
        .isEqualTo(ids(json(run), 0));
  }

  @Test
  void eval_moreThanThereAre_asksAll() throws IOException {
    assertThat(ids(json(eval(suite.toString(), "--sample", "2147483647", "--seed", "1")), 0))
        .hasSize(ALPHABET.length());
  }

  @Test
  void eval_limitOrNothing_saysSoInJson() throws IOException {
    JsonNode limited = json(eval(suite.toString(), "--limit", "2"));

    assertThat(ids(limited, 0)).containsExactly("item-a", "item-b");
    assertThat(limited.at("/slice").toString()).isEqualTo("{\"chosen\":\"first\",\"atMost\":2}");
    assertThat(json(eval(suite.toString())).at("/slice").toString())
        .isEqualTo("{\"chosen\":\"all\"}");
  }

  @Test
  void eval_limitAndSample_areAUsageError() {
    CommandRun run = eval(suite.toString(), "--limit", "2", "--sample", "2");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--limit and --sample exclude each other");
  }

  private CommandRun eval(String suites, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("eval", "--server", server.address().toString(), "--json", "--items"));
    arguments.addAll(List.of("--suite", suites));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  private static List<String> ids(JsonNode result, int suite) {
    return result.path("suites").path(suite).path("results").findValuesAsText("id");
  }

  private static String suite(String id) {
    StringBuilder yaml =
        new StringBuilder(
            """
            id: %s
            version: 1.0.0
            description: Says it backwards.
            licence: Apache-2.0
            template: '{{input}}'
            maxTokens: 8
            grader: {type: exact}
            controls:
              - {id: good, kind: must-pass, input: ab, expected: ba}
              - {id: bad, kind: must-pass, input: xy, expected: yx}
            items:
            """
                .formatted(id));
    ALPHABET
        .chars()
        .forEach(
            letter ->
                yaml.append(
                    "  - {id: item-%1$c, input: %1$c1, expected: 1%1$c}\n".formatted(letter)));
    return yaml.toString();
  }
}
