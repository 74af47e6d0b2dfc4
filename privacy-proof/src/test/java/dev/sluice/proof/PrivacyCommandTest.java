package dev.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.privacy.bundled.BundledRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrivacyCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void report_json_hasTheComposedLosses() throws Exception {
    assertThat(run("report", "--json", "--epsilon", "2")).isZero();

    JsonNode statement = JSON.readTree(out.toString());
    assertThat(statement.at("/registry").textValue()).isEqualTo(BundledRegistry.load().digest());
    assertThat(statement.at("/epsilon/perReport").doubleValue()).isEqualTo(2);
    assertThat(statement.at("/epsilon/perWindow").doubleValue()).isEqualTo(8);
    assertThat(statement.at("/epsilon/forLife").doubleValue()).isEqualTo(24);
    assertThat(statement.at("/metrics")).hasSize(BundledRegistry.load().metrics().size());
    assertThat(statement.at("/metrics/0/metric").textValue()).isEqualTo("quality");
    assertThat(statement.at("/metrics/0/epsilon/perWindow").doubleValue()).isEqualTo(8);
    // 0.4 wide, b = 1/2 of it, standard deviation sqrt(2) b.
    assertThat(statement.at("/metrics/0/noise").doubleValue()).isBetween(0.2828, 0.2829);
  }

  @Test
  void report_metricWithALowerLimit_losesLess(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"),
            BundledRegistry.text().replaceFirst("epsilon: 8", "epsilon: 0.5"));

    assertThat(run("report", "--json", "--registry", file.toString())).isZero();

    JsonNode quality = JSON.readTree(out.toString()).at("/metrics/0");
    assertThat(quality.at("/epsilon/perReport").doubleValue()).isEqualTo(0.5);
    assertThat(quality.at("/epsilon/perWindow").doubleValue()).isEqualTo(2);
    assertThat(quality.at("/epsilon/forLife").doubleValue()).isEqualTo(12);
  }

  @Test
  void report_text_namesEveryMetricAndTheLosses() {
    assertThat(run("report")).isZero();

    BundledRegistry.load()
        .metrics()
        .forEach(metric -> assertThat(out.toString()).contains(metric.id(), metric.purpose()));
    assertThat(out.toString())
        .contains("no more than 73 % sure")
        .contains("epsilon 4, and to epsilon 24");
  }

  @Test
  void report_registryThatIsRefused_namesFileLineAndReason(@TempDir Path directory)
      throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("bad.yaml"),
            BundledRegistry.text().replaceFirst("sensitivity: 1000", "sensitivity: 500"));

    assertThat(run("report", "--registry", file.toString())).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .matches("(?s).*bad\\.yaml:\\d+: quality: .*sensitivity.*1000.*500.*");
  }

  @Test
  void report_noSuchFileOrTier_isSaidInOneLine() {
    assertThat(run("report", "--registry", "none.yaml")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("none.yaml: no such file\n");
    assertThat(run("report", "--epsilon", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--epsilon must be one of [0.5, 1, 2, 4, 8], was 3.0");
  }

  @Test
  void audit_tooFewSamplesToTell_isNotOkAndExitsWithOne() throws Exception {
    assertThat(
            run(
                "audit",
                "--json",
                "--metric",
                "quality_difference",
                "--samples",
                "1000",
                "--confidence",
                "0.999999"))
        .isEqualTo(1);

    JsonNode outcome = JSON.readTree(out.toString());
    assertThat(outcome.at("/ok").booleanValue()).isFalse();
    assertThat(outcome.at("/results")).hasSize(5);
    JsonNode half = outcome.at("/results/0");
    assertThat(half.at("/mechanism").textValue()).isEqualTo("piecewise");
    assertThat(half.at("/epsilon").doubleValue()).isEqualTo(0.5);
    assertThat(half.at("/lowerBound").doubleValue()).isBetween(0.0, 0.4);
    assertThat(half.at("/samples").longValue()).isEqualTo(2_000);
    assertThat(half.at("/verdict").textValue()).isEqualTo("the attack was too weak to tell");
  }

  @Test
  void audit_wrongUsage_exitsWithTwo() {
    assertThat(run("audit", "--metric", "none")).isEqualTo(2);
    assertThat(run("audit", "--samples", "3")).isEqualTo(2);
    assertThat(run("audit", "--confidence", "1")).isEqualTo(2);
    assertThat(run("audit", "--confidence", "NaN")).isEqualTo(2);
    assertThat(err.toString()).contains("--confidence must be 0.5 to 0.999999999, was 1.0");
    assertThat(run()).isEqualTo(2);
  }

  private int run(String... arguments) {
    return new CommandLine(new PrivacyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
