package dev.sluice.ingest.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
  @TempDir private Path directory;
  private final PrometheusRegistry metrics = new PrometheusRegistry();
  private final WatchedFiles files = new WatchedFiles(metrics);
  private final List<String> read = new ArrayList<>();

  @AfterEach
  void stop() {
    files.close();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private void take(List<byte[]> contents) throws IOException {
    StringBuilder all = new StringBuilder();
    contents.forEach(each -> all.append(new String(each, StandardCharsets.UTF_8)));
    if (all.toString().contains("bad")) {
      throw new UnusableFileException("bad");
    }
    read.add(all.toString());
  }

  private double counted(String outcome) {
    CounterSnapshot reloads =
        (CounterSnapshot)
            metrics.scrape(name -> name.startsWith("sluice_ingest_reloads")).stream()
                .findFirst()
                .orElseThrow();
    return reloads.getDataPoints().stream()
        .filter(point -> outcome.equals(point.getLabels().get("outcome")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  @Test
  void watch_unchangedFiles_areReadOnce() throws Exception {
    files.watch("pair", List.of(file("a", "1"), file("b", "2")), this::take);
    files.look();

    assertThat(read).containsExactly("12");
  }

  @Test
  void look_oneOfTwoChangedWithTheSameLengthAndTime_readsBoth() throws Exception {
    Path a = file("a", "1");
    files.watch("pair", List.of(a, file("b", "2")), this::take);
    var time = Files.getLastModifiedTime(a);
    Files.setLastModifiedTime(file("a", "3"), time);
    files.look();
    files.look();

    assertThat(read).containsExactly("12", "32");
    assertThat(counted("taken")).isEqualTo(1);
  }

  @Test
  void look_versionThatCannotBeUsed_isCountedOnceAndTheNextIsTaken() throws Exception {
    files.watch("one", List.of(file("a", "1")), this::take);
    file("a", "bad");
    files.look();
    files.look();
    assertThat(counted("unusable")).isEqualTo(1);
    file("a", "1");
    files.look();

    assertThat(read).containsExactly("1", "1");
  }

  @Test
  void look_missingFile_leavesWhatWasRead() throws Exception {
    Path a = file("a", "1");
    files.watch("one", List.of(a), this::take);
    Files.delete(a);
    files.look();
    files.look();

    assertThat(read).containsExactly("1");
    assertThat(counted("unusable")).isEqualTo(1);
  }

  @Test
  void watch_missingOrHugeFile_isOneLineThatNamesIt() throws Exception {
    Path huge = Files.write(directory.resolve("huge"), new byte[1024 * 1024 + 1]);

    assertThatThrownBy(() -> files.watch("x", List.of(directory.resolve("no")), this::take))
        .hasMessage(directory.resolve("no") + ": there is no such file");
    assertThatThrownBy(() -> files.watch("x", List.of(huge), this::take))
        .hasMessage(huge + ": it is longer than 1048576 bytes");
    assertThat(read).isEmpty();
  }
}
