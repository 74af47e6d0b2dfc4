package dev.sluice.probe.progress;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One line of progress: a result, a finished suite, or the measurement itself. */
sealed interface ProgressEntry {

  /** An item or control of a suite, without what the model wrote. */
  record Result(String suite, ItemResult result) implements ProgressEntry {}

  /** A suite has been asked to its end. */
  record Finished(String suite, HarnessVerdict verdict) implements ProgressEntry {}

  /** The run has ended and come to this. */
  record Measured(String metric, Measurement measurement) implements ProgressEntry {}

  JsonMapper JSON = new JsonMapper();

  /** The entry as one line of JSON. */
  default String line() {
    ObjectNode json = JSON.createObjectNode();
    if (this instanceof Result entry) {
      json.put("suite", entry.suite());
      write(entry.result(), json);
    } else if (this instanceof Finished entry) {
      json.put("finished", entry.suite());
      ArrayNode symptoms = json.putArray("symptoms");
      if (entry.verdict() instanceof HarnessVerdict.Invalid invalid) {
        invalid.symptoms().forEach(symptom -> symptoms.add(symptom.name()));
      }
    } else if (this instanceof Measured entry) {
      json.put("measured", entry.metric());
      if (entry.measurement() instanceof Measurement.Quantity quantity) {
        json.put("quantity", quantity.value());
      } else if (entry.measurement() instanceof Measurement.Category category) {
        json.put("category", category.index());
      }
    }
    return json.toString();
  }

  /** Reads a line; empty if there is no such entry. */
  static Optional<ProgressEntry> parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.has("finished")) {
        return Optional.of(new Finished(json.get("finished").asText(), verdict(json)));
      }
      return Optional.of(json.has("measured") ? measured(json) : result(json));
    } catch (JacksonException | RuntimeException impossible) {
      return Optional.empty();
    }
  }

  private static void write(ItemResult result, ObjectNode json) {
    json.put("id", result.id()).put("outcome", result.outcome().name());
    result.answer().ifPresent(answer -> json.put("answer", answer));
    result.score().ifPresent(score -> json.put("score", score));
    if (result.breaksGate()) {
      json.put("gate", true);
    }
    result
        .timings()
        .ifPresent(
            timings -> {
              timings.timeToFirstToken().ifPresent(first -> json.put("first", first.toNanos()));
              json.put("total", timings.total().toNanos());
              timings.counts().ifPresent(counts -> write(counts, json.putArray("tokens")));
            });
    if (!result.attempts().isEmpty()) {
      ArrayNode attempts = json.putArray("attempts");
      result.attempts().forEach(attempt -> write(attempt, attempts.addObject()));
    }
  }

  private static void write(TokenCounts counts, ArrayNode json) {
    json.add(counts.promptTokens())
        .add(counts.promptTime().toNanos())
        .add(counts.generatedTokens())
        .add(counts.generationTime().toNanos());
  }

  private static Result result(JsonNode json) {
    return new Result(json.required("suite").asText(), itemResult(json, true));
  }

  /** Reads a result; attempts have none of their own. */
  private static ItemResult itemResult(JsonNode json, boolean mayHaveAttempts) {
    JsonNode answer = json.path("answer");
    List<ItemResult> attempts = new ArrayList<>();
    if (mayHaveAttempts) {
      json.path("attempts").forEach(attempt -> attempts.add(itemResult(attempt, false)));
    }
    return new ItemResult(
        json.required("id").asText(),
        ItemOutcome.valueOf(json.required("outcome").asText()),
        answer.isMissingNode() ? Optional.empty() : Optional.of(answer.asText()),
        json.has("score")
            ? OptionalDouble.of(json.get("score").doubleValue())
            : OptionalDouble.empty(),
        "",
        json.has("total") ? Optional.of(timings(json)) : Optional.empty(),
        json.has("gate"),
        attempts);
  }

  private static GenerationTimings timings(JsonNode json) {
    JsonNode tokens = json.path("tokens");
    return new GenerationTimings(
        json.has("first") ? Optional.of(nanos(json.get("first"))) : Optional.empty(),
        nanos(json.required("total")),
        tokens.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new TokenCounts(
                    tokens.required(0).intValue(),
                    nanos(tokens.required(1)),
                    tokens.required(2).intValue(),
                    nanos(tokens.required(3)))));
  }

  private static Duration nanos(JsonNode json) {
    return Duration.ofNanos(json.longValue());
  }

  private static HarnessVerdict verdict(JsonNode json) {
    List<Symptom> symptoms = new ArrayList<>();
    json.required("symptoms").forEach(symptom -> symptoms.add(Symptom.valueOf(symptom.asText())));
    return symptoms.isEmpty() ? new HarnessVerdict.Valid() : new HarnessVerdict.Invalid(symptoms);
  }

  private static Measured measured(JsonNode json) {
    String metric = json.required("measured").asText();
    if (json.has("quantity")) {
      return new Measured(metric, new Measurement.Quantity(json.get("quantity").doubleValue()));
    }
    return new Measured(
        metric,
        json.has("category")
            ? new Measurement.Category(json.get("category").intValue())
            : new Measurement.Missing());
  }
}
