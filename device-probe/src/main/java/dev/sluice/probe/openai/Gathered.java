package dev.sluice.probe.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts one answer together from the objects that it came in. */
final class Gathered {
  private final StringBuilder text = new StringBuilder();
  private OptionalLong firstNanos = OptionalLong.empty();
  private boolean answered;
  private boolean finished;
  private @Nullable String objection;
  private OptionalInt promptTokens = OptionalInt.empty();
  private OptionalInt generatedTokens = OptionalInt.empty();
  private Optional<TokenCounts> engineCounts = Optional.empty();

  /** A part of a stream. */
  void add(JsonNode part, long arrivalNanos) {
    int before = text.length();
    add(part);
    if (text.length() > before && firstNanos.isEmpty()) {
      firstNanos = OptionalLong.of(arrivalNanos);
    }
  }

  void add(JsonNode part) {
    JsonNode error = part.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      object("the server reports: " + OneLine.of(error.path("message").asText(error.toString())));
      return;
    }
    if (!part.isObject() || !part.path("choices").isArray()) {
      object("the server's answer has no choices");
      return;
    }
    // The part that carries the usage has no choice.
    if (!part.path("choices").isEmpty()) {
      addChoice(part.path("choices").get(0));
    }
    addCounts(part);
  }

  /**
   * The whole answer.
   *
   * @param ended whether the server marked the end; a reason to finish is such a mark as well
   */
  Answer finished(long totalNanos, boolean ended) {
    if (objection != null) {
      return new Answer.Broken(objection);
    }
    if (!answered) {
      return new Answer.Broken("the server's answer has no choices");
    }
    if (!ended && !finished) {
      return new Answer.Broken("the server's stream broke off before its end");
    }
    return new Answer.Text(
        text.toString(),
        firstNanos,
        Math.max(totalNanos, firstNanos.orElse(0)),
        promptTokens,
        generatedTokens,
        engineCounts);
  }

  private void addChoice(JsonNode choice) {
    answered = true;
    finished |= choice.path("finish_reason").isTextual();
    JsonNode piece = piece(choice);
    if (piece.isTextual()) {
      text.append(piece.textValue());
    } else if (!piece.isNull() && !piece.isMissingNode()) {
      object("the server's answer has something else in the place of text");
    }
  }

  private static JsonNode piece(JsonNode choice) {
    if (choice.has("delta")) {
      return choice.path("delta").path("content");
    }
    return choice.has("message") ? choice.path("message").path("content") : choice.path("text");
  }

  private void addCounts(JsonNode part) {
    JsonNode usage = part.path("usage");
    promptTokens = count(usage.path("prompt_tokens"), promptTokens);
    generatedTokens = count(usage.path("completion_tokens"), generatedTokens);
    JsonNode timings = part.path("timings");
    if (timings.isObject()) {
      engineCounts = engineCounts(timings).or(() -> engineCounts);
    }
  }

  /** llama-server's own account: milliseconds for all tokens of a side together. */
  private static Optional<TokenCounts> engineCounts(JsonNode timings) {
    OptionalInt prompt = count(timings.path("prompt_n"), OptionalInt.empty());
    OptionalInt generated = count(timings.path("predicted_n"), OptionalInt.empty());
    Optional<Duration> promptTime = time(timings.path("prompt_ms"));
    Optional<Duration> generationTime = time(timings.path("predicted_ms"));
    return prompt.isPresent()
            && generated.isPresent()
            && promptTime.isPresent()
            && generationTime.isPresent()
        ? Optional.of(
            new TokenCounts(
                prompt.getAsInt(), promptTime.get(), generated.getAsInt(), generationTime.get()))
        : Optional.empty();
  }

  private static OptionalInt count(JsonNode node, OptionalInt otherwise) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0
        ? OptionalInt.of(node.intValue())
        : otherwise;
  }

  private static Optional<Duration> time(JsonNode millis) {
    double value = millis.isNumber() ? millis.doubleValue() : -1;
    return value >= 0 && value < 1e9
        ? Optional.of(Duration.ofNanos((long) (value * 1e6)))
        : Optional.empty();
  }

  private void object(String reason) {
    objection = objection == null ? reason : objection;
  }
}
