package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both sides for real. What they come to on a shared machine is not for a test to judge. */
class BenchCommandIT {

  @Test
  void bench_tinyModel_measuresBothSidesOnTheSameWork() throws IOException {
    CommandRun run =
        CommandRun.of(
            "bench",
            "--model",
            TinyModels.good().toString(),
            "--rounds",
            "2",
            "--items",
            "12",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.at("/work/discardedRounds").asInt()).as(run.err()).isZero();
    assertThat(result.at("/work/items").asInt()).isEqualTo(12);
    assertThat(result.at("/work/generatedTokens").asInt()).isGreaterThan(12);
    List<String> ids = new ArrayList<>();
    for (JsonNode figure : result.at("/figures")) {
      ids.add(figure.at("/id").asText());
      assertThat(figure.at("/median").asDouble()).as(figure.toString()).isPositive();
      assertThat(figure.at("/unit").asText()).isNotBlank();
      assertThat(figure.at("/min").asDouble()).isLessThanOrEqualTo(figure.at("/median").asDouble());
    }
    assertThat(ids)
        .contains(
            "answered_tokens_per_second_ratio",
            "decode_tokens_per_second_ratio",
            "prompt_tokens_per_second_ratio",
            "report_cpu_share",
            "first_report_cpu_share",
            "parent_cpu_share",
            "parent_peak_rss",
            "distribution")
        .doesNotHaveDuplicates();
    assertThat(result.at("/machine/processors").asInt()).isPositive();
  }
}
