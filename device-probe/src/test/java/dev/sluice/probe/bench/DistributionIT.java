package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that the build makes, unpacked somewhere else, as whoever installs it has it. */
class DistributionIT {
  private static final long LARGEST_BYTES = 25_000_000;
  private static final long LARGEST_RESIDENT_MEGABYTES = 150;

  @TempDir private static Path directory;
  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    String archive = System.getProperty("sluice.distribution");
    assertThat(archive).as("the build says where the archive is").isNotNull();
    run(List.of("tar", "-xzf", archive, "-C", directory.toString()));
    home = only(files(directory));
  }

  @Test
  void archive_unpacked_hasWhatItNeedsToBeInstalled() throws IOException {
    assertThat(home.resolve("LICENSE")).isRegularFile();
    assertThat(home.resolve("README.md")).isRegularFile();
    assertThat(home.resolve("bin/sluice-probe")).isExecutable();
    assertThat(files(home.resolve("suites"))).anyMatch(file -> file.endsWith("intent.yaml"));
  }

  @Test
  void archive_withoutNativeLibraries_isSmall() throws IOException {
    DistributionSize size = DistributionSize.of(files(home.resolve("lib")));

    assertThat(size.bytesWithoutNatives()).isLessThan(LARGEST_BYTES);
    assertThat(size.nativeBytes()).as("the engine is in it").isPositive();
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
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/sluice-probe").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--json", "--model", TinyModels.good().toString()));
    return new ObjectMapper().readTree(run(command));
  }

  /** Runs a program elsewhere than where it is, and gives what it printed. */
  private static String run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory.getParent(), "out", ".txt");
    Path err = Files.createTempFile(directory.getParent(), "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.getParent().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
      assertThat(process.exitValue()).as(Files.readString(err)).isZero();
      return Files.readString(out);
    } finally {
      process.destroy();
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static Path only(List<Path> files) {
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
