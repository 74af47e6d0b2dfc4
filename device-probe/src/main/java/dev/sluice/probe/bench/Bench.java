package dev.sluice.probe.bench;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.llama.BareBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures round by round. In each the probe and the bare binding have their turn, first the one,
 * then the other by turns, so that what else the machine does meets both.
 */
final class Bench {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final BenchPlan plan;
  private final List<CompletionRequest> requests;
  private final Consumer<String> progress;

  /**
   * A bench.
   *
   * @param requests what the probe asks of its engine in one pass
   * @param progress hears a line a round
   */
  Bench(BenchPlan plan, List<CompletionRequest> requests, Consumer<String> progress) {
    this.plan = plan;
    this.requests = List.copyOf(requests);
    this.progress = progress;
  }

  List<Round> run(int rounds) throws IOException, InterruptedException {
    List<Round> done = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Round round = round(i % 2 == 0);
      done.add(round);
      progress.accept("round %d of %d: %s".formatted(i + 1, rounds, summary(round)));
    }
    return done;
  }

  private Round round(boolean probeFirst) throws IOException, InterruptedException {
    if (probeFirst) {
      ProbeRun probe = probe();
      return new Round(probe, bare());
    }
    Work bare = bare();
    return new Round(probe(), bare);
  }

  private ProbeRun probe() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("sluice-bench-");
    try {
      return ProbeSide.run(plan, directory, LIMIT);
    } finally {
      delete(directory);
    }
  }

  private Work bare() throws IOException, InterruptedException {
    BareBinding.Run run = BareBinding.run(plan.model(), plan.settings(), requests, LIMIT);
    return Work.of(run.answers(), run.counts(), run.wallTime());
  }

  private static String summary(Round round) {
    return round.comparable()
        ? "the probe answered at %.3f of the bare binding's speed"
            .formatted(
                round.probe().work().answeredTokensPerSecond()
                    / round.bare().answeredTokensPerSecond())
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
