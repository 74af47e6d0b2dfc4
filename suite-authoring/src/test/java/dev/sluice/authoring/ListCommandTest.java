package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.suites.loading.TemplateSuites;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ListCommandTest {

  private final Terminal terminal = new Terminal();

  @Test
  void list_plain_showsBundledSuitesAndTemplatesAsTheCommandLineNamesThem() {
    assertThat(terminal.run("list")).isZero();

    assertThat(terminal.out().lines())
        .hasSize(1 + 6 + TemplateSuites.ids().size())
        .anyMatch(line -> line.matches("intent +1\\.0\\.0 +150 +label +.*Apache-2\\.0.*"))
        .anyMatch(line -> line.startsWith("template:classification "));
  }

  @Test
  void list_json_isOneArrayWithCostAndLicence() throws IOException {
    assertThat(terminal.run("list", "--json")).isZero();

    JsonNode suites = new ObjectMapper().readTree(terminal.out());
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
    assertThat(terminal.run("list", "--json", "--prompt-rate", "1000", "--answer-rate", "100"))
        .isZero();

    assertThat(new ObjectMapper().readTree(terminal.out()))
        .allSatisfy(suite -> assertThat(suite.path("cost").asText()).isEqualTo("light"));
  }

  @Test
  void list_senselessRate_isWrongUsage() {
    assertThat(terminal.run("list", "--answer-rate", "0")).isEqualTo(2);
    assertThat(terminal.err()).contains("must be between 0.001 and");
  }
}
