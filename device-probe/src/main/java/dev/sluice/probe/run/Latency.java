package dev.sluice.probe.run;

import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How fast the model answered, over the answered items; the warm-up and the controls are not in it.
 *
 * @param load time of the first load; absent where the model had been loaded before
 * @param timeToFirstTokenMillis from handing over a prompt to the first piece of text
 * @param promptTokensPerSecond speed of reading a prompt, one value per item
 * @param decodeTokensPerSecond speed of writing an answer, one value per item
 */
public record Latency(
    Optional<Duration> load,
    Optional<Quantiles> timeToFirstTokenMillis,
    Optional<Quantiles> promptTokensPerSecond,
    Optional<Quantiles> decodeTokensPerSecond) {
  public Latency {
    Objects.requireNonNull(load, "load");
    Objects.requireNonNull(timeToFirstTokenMillis, "timeToFirstTokenMillis");
    Objects.requireNonNull(promptTokensPerSecond, "promptTokensPerSecond");
    Objects.requireNonNull(decodeTokensPerSecond, "decodeTokensPerSecond");
  }

  static Latency of(Optional<Duration> load, Collection<GenerationTimings> timings) {
    return new Latency(
        load,
        Quantiles.of(
            timings.stream()
                .flatMap(t -> t.timeToFirstToken().stream())
                .mapToDouble(time -> time.toNanos() / 1e6)),
        rates(timings, TokenCounts::promptTokensPerSecond),
        rates(timings, TokenCounts::generatedTokensPerSecond));
  }

  private static Optional<Quantiles> rates(
      Collection<GenerationTimings> timings, Function<TokenCounts, OptionalDouble> rate) {
    return Quantiles.of(
        timings.stream()
            .flatMap(t -> t.counts().stream())
            .map(rate)
            .flatMapToDouble(OptionalDouble::stream));
  }
}
