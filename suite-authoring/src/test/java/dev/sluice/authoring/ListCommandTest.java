package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.suites.loading.TemplateSuites;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ListCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void list_plain_showsBundledSuitesAndTemplatesAsTheCommandLineNamesThem() {
    assertThat(run("list")).isZero();

    assertThat(out.toString().lines())
        .hasSize(1 + 6 + TemplateSuites.ids().size())
        .anyMatch(line -> line.matches("intent +1\\.0\\.0 +150 +label +.*Apache-2\\.0.*"))
        .anyMatch(line -> line.startsWith("template:classification "));
  }

  @Test
  void list_json_isOneArrayWithCostAndLicence() throws IOException {
    assertThat(run("list", "--json")).isZero();

    JsonNode suites = new ObjectMapper().readTree(out.toString());
    assertThat(suites).hasSize(6 + TemplateSuites.ids().size());
    assertThat(suites)
        .allSatisfy(
            suite -> {
              assertThat(suite.path("name").asText()).endsWith(suite.path("id").asText());
              assertThat(suite.path("items").asInt()).isPositive();
              assertThat(suite.path("seconds").asDouble()).isPositive();
              assertThat(suite.path("cost").asText()).isIn("light", "medium", "heavy");
              assertThat(suite.path("licence").asText()).isEqualTo("Apache-2.0");
            });
  }

  @Test
  void list_fasterDevice_costsLess() throws IOException {
    assertThat(run("list", "--json", "--prompt-rate", "1000", "--answer-rate", "100")).isZero();

    assertThat(new ObjectMapper().readTree(out.toString()))
        .allSatisfy(suite -> assertThat(suite.path("cost").asText()).isEqualTo("light"));
  }

  @Test
  void list_senselessRate_isWrongUsage() {
    assertThat(run("list", "--answer-rate", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("must be between 0.001 and");
  }

  private int run(String... arguments) {
    return new CommandLine(new SuiteCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
