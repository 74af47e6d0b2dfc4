package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the archive is, and that what is in it works. */
class DistributionIT {
  private static final long LARGEST_BYTES = 25_000_000;
  private static final long LARGEST_RESIDENT_MEGABYTES = 150;

  @TempDir private static Path directory;
  private static InstalledArchive archive;

  @BeforeAll
  static void unpack() throws Exception {
    archive = InstalledArchive.in(directory);
  }

  @Test
  void archive_withoutNativeLibraries_isSmall() throws IOException {
    DistributionSize size =
        DistributionSize.of(InstalledArchive.files(archive.home().resolve("lib")));

    assertThat(size.bytesWithoutNatives()).isLessThan(LARGEST_BYTES);
    assertThat(size.nativeBytes()).as("the engine is in it").isPositive();
  }

  @Test
  void help_fromTheArchive_listsTheCommands() throws Exception {
    assertThat(archive.probe(List.of("--help"))).contains("Usage: probe", "doctor", "daemon");
  }

  @Test
  void doctor_fromTheArchive_findsThatTheEngineWorks() throws Exception {
    JsonNode result = probe("doctor");

    assertThat(result.at("/healthy").asBoolean()).isTrue();
    assertThat(result.at("/checks"))
        .anySatisfy(
            check -> {
              assertThat(check.at("/check").asText()).isEqualTo("engine");
              assertThat(check.at("/status").asText()).isEqualTo("ok");
            });
  }

  @Test
  void eval_fromTheArchive_runsTheModel() throws Exception {
    JsonNode result = probe("eval", "--suite", "intent", "--limit", "3");

    assertThat(result.at("/overall/items").asInt()).isEqualTo(3);
    assertThat(result.at("/harness/valid").asBoolean()).isTrue();
  }

  @Test
  void bench_fromTheArchive_findsTheProbesOwnProcessSmall() throws Exception {
    JsonNode result = probe("bench", "--rounds", "1", "--items", "60");

    for (JsonNode figure : result.at("/figures")) {
      if (figure.at("/id").asText().equals("parent_peak_rss")) {
        assertThat(figure.at("/median").asDouble()).isLessThan(LARGEST_RESIDENT_MEGABYTES);
        return;
      }
    }
    throw new AssertionError("no parent_peak_rss in " + result);
  }

  private static JsonNode probe(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--json", "--model", TinyModels.good().toString()));
    return new ObjectMapper().readTree(archive.probe(command));
  }
}
