package dev.sluice.probe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.authoring.importing.ImportException;
import dev.sluice.authoring.importing.Imported;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imported suites on real llama.cpp. The tiny model was trained for other tasks and answers nearly
 * nothing of this: what is tested is that every question is asked and that nothing is called a
 * score that is none.
 */
class ImportedSuitesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void eval_suitesOfFourTools_areRunWholeAndExportedWithoutAFalseScore()
      throws IOException, ImportException {
    List<Imported> imports = ForeignFiles.all();
    List<String> files = new ArrayList<>();
    for (Imported imported : imports) {
      Path file = directory.resolve(imported.suite().id() + ".yaml");
      files.add(Files.writeString(file, imported.yaml()).toString());
    }
    Path exported = directory.resolve("results.json");

    CommandRun run =
        CommandRun.of(
            "eval",
            "--model",
            TinyModels.good().toString(),
            "--suite",
            String.join(",", files),
            "--json",
            "--items",
            "--export",
            "lm-eval=" + exported);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    JsonNode suites = JSON.readTree(run.out()).at("/suites");
    JsonNode scores = JSON.readTree(exported.toFile()).at("/results");
    assertThat(suites).hasSameSizeAs(imports);
    for (int i = 0; i < imports.size(); i++) {
      JsonNode suite = suites.get(i);
      String id = imports.get(i).suite().id();
      assertThat(suite.path("suite").asText()).isEqualTo(id);
      assertThat(suite.path("results")).as(id).hasSameSizeAs(imports.get(i).suite().items());
      assertThat(suite.path("results"))
          .allSatisfy(
              item ->
                  assertThat(item.path("outcome").asText())
                      .as(run.out())
                      .isIn("pass", "fail", "format_error"));
      boolean valid = suite.path("harness").asText().equals("valid");
      assertThat(suite.path("passRate").isNull()).as(id).isEqualTo(!valid);
      assertThat(scores.path(id).has("acc,none")).as(id).isEqualTo(valid);
    }
  }
}
