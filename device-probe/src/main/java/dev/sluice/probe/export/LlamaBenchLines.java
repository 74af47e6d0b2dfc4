package dev.sluice.probe.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JSON lines as {@code llama-bench -o jsonl} writes them, with the fields that can be told: one for
 * reading prompts ({@code n_gen} 0), one for writing answers ({@code n_prompt} 0). A sample is an
 * item, and items differ in length, so {@code n_prompt} and {@code n_gen} are medians; llama-bench
 * itself repeats one length. Nothing was measured, no line.
 */
final class LlamaBenchLines {

  private static final Pattern BUILD = Pattern.compile("\\bb(\\d{1,9})\\b");

  /** Tokens, and the time that they took. */
  private record Sample(int tokens, Duration time) {

    double tokensPerSecond() {
      return tokens * 1e9 / time.toNanos();
    }
  }

  private LlamaBenchLines() {}

  static String render(ExportedRun run) {
    List<TokenCounts> counts =
        run.believableItems()
            .flatMap(item -> item.timings().stream())
            .flatMap(timings -> timings.counts().stream())
            .toList();
    List<Sample> reading = samples(counts, TokenCounts::promptTokens, TokenCounts::promptTime);
    List<Sample> writing =
        samples(counts, TokenCounts::generatedTokens, TokenCounts::generationTime);
    return Stream.of(line(run, reading, true), line(run, writing, false))
        .flatMap(Optional::stream)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static List<Sample> samples(
      List<TokenCounts> counts,
      ToIntFunction<TokenCounts> tokens,
      Function<TokenCounts, Duration> time) {
    return counts.stream()
        .map(count -> new Sample(tokens.applyAsInt(count), time.apply(count)))
        .filter(sample -> sample.tokens() > 0 && sample.time().toNanos() > 0)
        .toList();
  }

  private static Optional<String> line(ExportedRun run, List<Sample> samples, boolean reading) {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    int[] lengths = samples.stream().mapToInt(Sample::tokens).sorted().toArray();
    int typical = lengths[(lengths.length - 1) / 2];
    ObjectNode node = model(run);
    node.put("n_prompt", reading ? typical : 0);
    node.put("n_gen", reading ? 0 : typical);
    node.put("n_depth", 0);
    node.put("test_time", run.midnight());
    double[] nanos = samples.stream().mapToDouble(sample -> sample.time().toNanos()).toArray();
    double[] rates = samples.stream().mapToDouble(Sample::tokensPerSecond).toArray();
    put(node, "ns", nanos, true);
    put(node, "ts", rates, false);
    return Optional.of(node.toString());
  }

  private static ObjectNode model(ExportedRun run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    String build = run.engine().runtimeBuild();
    node.put("build_commit", build);
    buildNumber(build).ifPresent(number -> node.put("build_number", number));
    node.put("backends", run.engine().backend());
    node.put("deployment", run.engine().deployment().wireName());
    node.put("model_filename", run.modelFile());
    node.put(
        "model_type",
        run.modelLabel() + run.result().model().quantization().map(q -> " " + q).orElse(""));
    run.modelBytes().ifPresent(bytes -> node.put("model_size", bytes));
    EngineConfiguration engine = run.engine().configuration();
    engine.threads().ifPresent(threads -> node.put("n_threads", threads));
    engine.batchTokens().ifPresent(tokens -> node.put("n_batch", tokens));
    engine.gpuLayers().ifPresent(layers -> node.put("n_gpu_layers", layers));
    engine
        .cacheType()
        .map(type -> type.toString().toLowerCase(Locale.ROOT))
        .ifPresent(type -> node.put("type_k", type).put("type_v", type));
    return node;
  }

  private static Optional<Integer> buildNumber(String build) {
    Matcher number = BUILD.matcher(build);
    return number.find() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
  }

  /** A spread of one sample is nothing that was measured, and absent. */
  private static void put(ObjectNode node, String unit, double[] values, boolean whole) {
    number(node, "avg_" + unit, Arrays.stream(values).average().orElseThrow(), whole);
    OptionalDouble deviation = StandardError.deviation(values);
    if (deviation.isPresent()) {
      number(node, "stddev_" + unit, deviation.getAsDouble(), whole);
    }
    ArrayNode samples = node.putArray("samples_" + unit);
    for (double value : values) {
      if (whole) {
        samples.add(Math.round(value));
      } else {
        samples.add(value);
      }
    }
  }

  private static void number(ObjectNode node, String name, double value, boolean whole) {
    if (whole) {
      node.put(name, Math.round(value));
    } else {
      node.put(name, value);
    }
  }
}
