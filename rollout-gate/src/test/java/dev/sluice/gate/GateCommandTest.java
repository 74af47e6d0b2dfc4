package dev.sluice.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.operator.OperatorTokens;
import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.privacy.bundled.BundledRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GateCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path policy;

  @BeforeEach
  void writePolicy() throws IOException {
    policy = Files.writeString(directory.resolve("policy.yaml"), ExamplePolicy.text());
  }

  @Test
  void example_printed_isGood() {
    assertThat(run("example")).isZero();
    assertThat(out.toString()).isEqualTo(ExamplePolicy.text());
  }

  @Test
  void lint_good_0() {
    assertThat(run("lint", policy.toString())).isZero();
    assertThat(out.toString()).contains("policy.yaml: good");
  }

  @Test
  void lint_withoutFallback_1AndOneLineOnStandardError() throws IOException {
    Files.writeString(policy, ExamplePolicy.text().replaceAll("(?m)^fallback.*$", ""));

    assertThat(run("lint", policy.toString())).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).singleElement().asString().endsWith("fallback is missing");
  }

  @Test
  void lint_noSuchFile_1() {
    assertThat(run("lint", directory.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none: no such file");
  }

  @Test
  void operatorToken_twoOfThem_hashesInAFileThatServesAndSecretsOnStandardOutput()
      throws IOException {
    Path file = directory.resolve("operators.txt");

    assertThat(run("operator-token", "--name", "alice", "--file", file.toString())).isZero();
    assertThat(run("operator-token", "--name", "bob", "--file", file.toString())).isZero();

    List<String> secrets = out.toString().lines().toList();
    assertThat(secrets).hasSize(2).doesNotHaveDuplicates();
    assertThat(Files.readString(file).lines()).hasSize(2);
    assertThat(Files.readString(file)).doesNotContain(secrets);
    LocalDate day = LocalDate.of(2026, 3, 1);
    assertThat(OperatorTokenFile.read(file).judge("Bearer " + secrets.get(0), day))
        .isEqualTo(OperatorTokens.Verdict.ADMITTED);
  }

  @Test
  void operatorToken_badNameOrFile_refusedAndNoSecret() throws IOException {
    Path other = Files.writeString(directory.resolve("notes.txt"), "buy milk\n");

    assertThat(run("operator-token", "--name", "Alice Smith")).isEqualTo(2);
    assertThat(run("operator-token", "--name", "alice", "--file", other.toString())).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("notes.txt:1: ").doesNotContain("milk");
    assertThat(Files.readString(other)).isEqualTo("buy milk\n");
  }

  /** Before any broker is asked. */
  @Test
  void serve_tokensThatCannotBeUsed_1AndOneLine() throws IOException {
    Path empty = Files.writeString(directory.resolve("operators.txt"), "# nobody yet\n");

    assertThat(
            run(
                "serve",
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--operator-token-file",
                empty.toString()))
        .isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .endsWith("operators.txt: there is no token in it");
  }

  /** Before any broker is asked. */
  @Test
  void serve_otherRegistryThatCannotBeUsed_1AndOneLineThatNamesIt() throws IOException {
    Path same = Files.writeString(directory.resolve("older.yaml"), BundledRegistry.text());
    Path none = directory.resolve("none.yaml");

    for (Path bad : List.of(same, none)) {
      assertThat(run("serve", "--bootstrap-servers", "127.0.0.1:1", "--also-admit", bad.toString()))
          .isEqualTo(1);
    }

    assertThat(err.toString().lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).contains("older.yaml: is the same registry"),
            line -> assertThat(line).contains("none.yaml: no such file"));
  }

  @Test
  void plan_largeFleet_0AndATable() {
    assertThat(run("plan", policy.toString(), "--devices", "400000", "--epsilon", "2")).isZero();
    assertThat(out.toString()).contains("50 -> 100 %", "should reach the whole fleet");
  }

  @Test
  void plan_smallFleetAsJson_1AndPureJson() {
    assertThat(run("plan", policy.toString(), "--devices", "1000", "--json")).isEqualTo(1);
    assertThat(new JsonObject(out.toString()).getBoolean("decides")).isFalse();
  }

  @Test
  void plan_epsilonThatIsNoTier_2() {
    assertThat(run("plan", policy.toString(), "--devices", "1000", "--epsilon", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("epsilon must be one of");
  }

  @Test
  void gate_withoutACommand_2() {
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void serve_brokenPolicy_1BeforeAnyBrokerIsAsked() throws IOException {
    Files.writeString(policy, "rollout: x");

    int code = run("serve", "--bootstrap-servers", "127.0.0.1:1", "--policy", policy.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("policy.yaml:1: ");
  }

  private int run(String... arguments) {
    return new CommandLine(new GateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
