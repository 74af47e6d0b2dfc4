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
 * @param millisPerOutputToken between two tokens as they come, the first not counted, one value per
 *     item of at least two tokens
 * @param endToEndMillis from handing over a prompt to the last piece of text
 */
public record Latency(
    Optional<Duration> load,
    Optional<Quantiles> timeToFirstTokenMillis,
    Optional<Quantiles> promptTokensPerSecond,
    Optional<Quantiles> decodeTokensPerSecond,
    Optional<Quantiles> millisPerOutputToken,
    Optional<Quantiles> endToEndMillis) {
  public Latency {
    Objects.requireNonNull(load, "load");
    Objects.requireNonNull(timeToFirstTokenMillis, "timeToFirstTokenMillis");
    Objects.requireNonNull(promptTokensPerSecond, "promptTokensPerSecond");
    Objects.requireNonNull(decodeTokensPerSecond, "decodeTokensPerSecond");
    Objects.requireNonNull(millisPerOutputToken, "millisPerOutputToken");
    Objects.requireNonNull(endToEndMillis, "endToEndMillis");
  }

  static Latency of(Optional<Duration> load, Collection<GenerationTimings> timings) {
    return new Latency(
        load,
        Quantiles.of(
            timings.stream()
                .flatMap(t -> t.timeToFirstToken().stream())
                .mapToDouble(time -> time.toNanos() / 1e6)),
        rates(timings, TokenCounts::promptTokensPerSecond),
        rates(timings, TokenCounts::generatedTokensPerSecond),
        Quantiles.of(timings.stream().flatMapToDouble(t -> millisPerOutputToken(t).stream())),
        Quantiles.of(timings.stream().mapToDouble(t -> t.total().toNanos() / 1e6)));
  }

  /** As OpenTelemetry defines a server's time per output token. */
  private static OptionalDouble millisPerOutputToken(GenerationTimings timings) {
    int tokens = timings.counts().map(TokenCounts::generatedTokens).orElse(0);
    if (tokens < 2 || timings.timeToFirstToken().isEmpty()) {
      return OptionalDouble.empty();
    }
    Duration rest = timings.total().minus(timings.timeToFirstToken().get());
    return OptionalDouble.of(rest.toNanos() / 1e6 / (tokens - 1));
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
