package dev.sluice.probe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures round by round, each in a process of its own. */
final class Bench {
  private static final Duration LIMIT = Duration.ofHours(1);

  private final BenchPlan plan;
  private final Consumer<String> progress;

  /**
   * A bench.
   *
   * @param progress hears a line a round
   */
  Bench(BenchPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  List<ProbeRun> run(int rounds) throws IOException, InterruptedException {
    List<ProbeRun> done = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      ProbeRun round = round();
      done.add(round);
      progress.accept("round %d of %d: %s".formatted(i + 1, rounds, summary(round)));
    }
    return done;
  }

  private ProbeRun round() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("sluice-bench-");
    try {
      return ProbeSide.run(plan, directory, LIMIT);
    } finally {
      delete(directory);
    }
  }

  private static String summary(ProbeRun round) {
    return round.comparable()
        ? "the probe answered at %.3f of the bare binding's speed"
            .formatted(
                round.work().answeredTokensPerSecond() / round.bare().answeredTokensPerSecond())
        : "discarded, the two sides did not do the same";
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
