package dev.sluice.probe.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.Latency;
import dev.sluice.probe.run.Quantiles;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.harness.HarnessVerdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The results of a run as JSON for programs. Whatever could not be measured is {@code null}; a
 * number is always a measurement. Times are milliseconds, sizes bytes, rates per second.
 */
final class EvalJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EvalJson() {}

  static String render(RunResult result, Slice slice, boolean items) {
    ObjectNode root = JSON.objectNode();
    root.set("model", model(result));
    root.set("slice", slice(slice));
    ArrayNode suites = root.putArray("suites");
    result.suites().forEach(suite -> suites.add(suite(suite, items)));
    root.set("overall", overall(result));
    root.set("latency", latency(result));
    root.set("memory", memory(result));
    root.set("controls", controls(result));
    root.set("harness", harness(result));
    root.set("circumstances", circumstances(result));
    root.set("device", DeviceJson.render(result.device()));
    return root.toPrettyString();
  }

  /** The symptoms in words that are also fit for programs, such as {@code all_answers_empty}. */
  static String symptoms(HarnessVerdict.Invalid invalid) {
    return invalid.symptoms().stream().map(EvalJson::wireName).collect(Collectors.joining(", "));
  }

  private static ObjectNode model(RunResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("name", result.model().name());
    node.put("version", result.model().version().orElse(null));
    node.put("file", result.model().file().orElse(null));
    node.put("digest", result.model().digest().map(hex -> "sha256:" + hex).orElse(null));
    node.put("quantization", result.model().quantization().orElse(null));
    EngineBuild engine = result.engine().build();
    node.put("runtimeBuild", engine.runtimeBuild());
    node.put("backend", engine.backend());
    node.put("deployment", engine.deployment().wireName());
    EngineConfiguration configuration = engine.configuration();
    put(node, "contextTokens", configuration.contextTokens());
    node.put("cacheType", configuration.cacheType().map(CacheType::toString).orElse(null));
    put(node, "threads", configuration.threads());
    put(node, "batchTokens", configuration.batchTokens());
    put(node, "gpuLayers", configuration.gpuLayers());
    return node;
  }

  /** Which items of each suite were chosen to be asked. */
  private static ObjectNode slice(Slice slice) {
    ObjectNode node = JSON.objectNode();
    if (slice instanceof Slice.First first) {
      return node.put("chosen", "first").put("atMost", first.atMost());
    }
    if (slice instanceof Slice.Drawn drawn) {
      return node.put("chosen", "random").put("atMost", drawn.atMost()).put("seed", drawn.seed());
    }
    return node.put("chosen", "all");
  }

  private static ObjectNode suite(SuiteResult suite, boolean items) {
    ObjectNode node = JSON.objectNode();
    node.put("suite", suite.suiteId());
    node.put("version", suite.version().text());
    node.put("digest", suite.digest().hex());
    node.put("items", suite.items().size());
    node.put("scored", suite.scored());
    node.put("passed", suite.passed());
    put(node, "passRate", suite.passRate());
    node.set("interval", interval(ScoreInterval.of(suite)));
    put(node, "meanScore", suite.meanScore());
    ObjectNode outcomes = node.putObject("outcomes");
    suite.outcomes().forEach((outcome, count) -> outcomes.put(outcome.wireName(), count));
    FormatJson.addTo(node, suite);
    if (items) {
      ArrayNode results = node.putArray("results");
      suite.items().forEach(item -> results.add(item(item)));
    }
    return node;
  }

  private static ObjectNode item(ItemResult item) {
    ObjectNode node = JSON.objectNode();
    node.put("id", item.id());
    node.put("outcome", item.outcome().wireName());
    node.put("answer", item.answer().orElse(null));
    put(node, "score", item.score());
    node.put("explanation", item.explanation());
    FormatJson.addTo(node, item);
    return node;
  }

  private static ObjectNode overall(RunResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("items", result.items());
    node.put("scored", result.scored());
    node.put("passed", result.passed());
    put(node, "passRate", result.passRate());
    node.set(
        "interval",
        interval(
            result.harnessValid()
                ? ScoreInterval.of(result.passed(), result.scored())
                : Optional.empty()));
    return node;
  }

  private static JsonNode interval(Optional<ScoreInterval> interval) {
    return interval
        .<JsonNode>map(
            i ->
                JSON.objectNode()
                    .put("method", "wilson")
                    .put("confidence", ScoreInterval.CONFIDENCE)
                    .put("low", i.low())
                    .put("high", i.high()))
        .orElseGet(JSON::nullNode);
  }

  private static ObjectNode latency(RunResult result) {
    Latency latency = result.latency();
    ObjectNode node = JSON.objectNode();
    node.put("loadMillis", latency.load().map(EvalJson::millis).orElse(null));
    node.set("timeToFirstTokenMillis", quantiles(latency.timeToFirstTokenMillis()));
    node.set("promptTokensPerSecond", quantiles(latency.promptTokensPerSecond()));
    node.set("decodeTokensPerSecond", quantiles(latency.decodeTokensPerSecond()));
    node.set("millisPerOutputToken", quantiles(latency.millisPerOutputToken()));
    node.set("endToEndMillis", quantiles(latency.endToEndMillis()));
    node.put("tokenTimes", tokenTimes(result).orElse(null));
    return node;
  }

  /** Who measured the times that the rates are made of. */
  private static Optional<String> tokenTimes(RunResult result) {
    return result.suites().stream()
        .flatMap(suite -> suite.items().stream())
        .flatMap(item -> item.timings().stream())
        .flatMap(timings -> timings.counts().stream())
        .map(counts -> wireName(counts.source()))
        .findFirst();
  }

  private static JsonNode quantiles(Optional<Quantiles> quantiles) {
    return quantiles
        .<JsonNode>map(
            q ->
                JSON.objectNode()
                    .put("count", q.count())
                    .put("p05", q.p05())
                    .put("p50", q.p50())
                    .put("p95", q.p95()))
        .orElseGet(JSON::nullNode);
  }

  private static ObjectNode memory(RunResult result) {
    ObjectNode node = JSON.objectNode();
    put(node, "peakResidentBytes", result.usage().peakResidentBytes());
    put(node, "residentBytesBeforeLoad", result.usage().residentBytesBeforeLoad());
    node.put("peakSource", wireName(result.usage().peakSource()));
    return node;
  }

  private static ObjectNode controls(RunResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("asked", result.controls());
    if (result.controls() > 0) {
      node.put("asExpected", result.suites().stream().noneMatch(EvalJson::hasBadControl));
    } else {
      node.putNull("asExpected");
    }
    return node;
  }

  private static boolean hasBadControl(SuiteResult suite) {
    return suite.harness() instanceof HarnessVerdict.Invalid invalid
        && (invalid.symptoms().contains(HarnessVerdict.Symptom.EASY_CONTROL_FAILED)
            || invalid.symptoms().contains(HarnessVerdict.Symptom.WRONG_ANSWER_PASSED));
  }

  private static ObjectNode harness(RunResult result) {
    ObjectNode node = JSON.objectNode();
    if (result.judged() > 0) {
      node.put("valid", result.harnessValid());
    } else {
      node.putNull("valid");
    }
    ObjectNode symptoms = node.putObject("symptoms");
    for (SuiteResult suite : result.suites()) {
      if (suite.harness() instanceof HarnessVerdict.Invalid invalid) {
        ArrayNode names = symptoms.putArray(suite.suiteId());
        invalid.symptoms().forEach(symptom -> names.add(wireName(symptom)));
      }
    }
    return node;
  }

  private static ObjectNode circumstances(RunResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("wallMillis", result.circumstances().wallTime().toNanos() / 1e6);
    node.put("cpuMillis", result.usage().cpuTime().map(EvalJson::millis).orElse(null));
    put(node, "loadAverageBefore", result.circumstances().loadAverageBefore());
    put(node, "loadAverageAfter", result.circumstances().loadAverageAfter());
    node.put("engineRestarts", result.circumstances().engineRestarts());
    return node;
  }

  private static Double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static void put(ObjectNode node, String name, OptionalInt value) {
    if (value.isPresent()) {
      node.put(name, value.getAsInt());
    } else {
      node.putNull(name);
    }
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  private static void put(ObjectNode node, String name, OptionalLong value) {
    if (value.isPresent()) {
      node.put(name, value.getAsLong());
    } else {
      node.putNull(name);
    }
  }

  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
