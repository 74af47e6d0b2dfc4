package dev.sluice.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sides for real. What they come to on a shared machine is not for a test to judge. */
class BenchCommandIT {
  @TempDir private Path directory;

  @Test
  void bench_quick_measuresEverySideAndLeavesNothing() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                "--quick", "--only", "gateway,job", "--json", "--directory", directory.toString());

    assertThat(exitCode).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    List<String> ids = new ArrayList<>();
    for (JsonNode figure : result.at("/figures")) {
      ids.add(figure.get("id").asText());
      assertThat(figure.get("unit").asText()).isNotBlank();
      assertThat(figure.get("median").asDouble()).as(figure.toString()).isPositive();
      assertThat(figure.get("rounds").asInt()).isEqualTo(1);
    }
    assertThat(ids)
        .contains(
            "gateway_single_cpu_ratio",
            "gateway_batch_cpu_ratio",
            "gateway_single_cpu",
            "bare_producer_cpu",
            "job_heap_cpu_ratio",
            "job_rocksdb_cpu_ratio",
            "exactly_once_cpu_ratio",
            "job_heap_cpu",
            "plain_loop_cpu")
        .doesNotHaveDuplicates();
    assertThat(directory).isEmptyDirectory();
  }
}
