package dev.sluice.probe.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the answer to {@link Dialect#echo}. Believes it only as far as its parts agree: the text is
 * the one that was sent, the tokens are as many as the server counts, and each has a number that
 * can be the logarithm of a probability.
 */
final class EchoReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a certainty may come to be in single precision. */
  private static final double ROUNDING = 1e-4;

  private final String sent;
  private final JsonNode choice;
  private final JsonNode tokens;
  private final JsonNode logProbabilities;
  private final JsonNode usage;

  private EchoReader(String sent, JsonNode answer) {
    this.sent = sent;
    this.choice = answer.path("choices").path(0);
    this.tokens = choice.path("logprobs").path("tokens");
    this.logProbabilities = choice.path("logprobs").path("token_logprobs");
    this.usage = answer.path("usage");
  }

  /**
   * Reads.
   *
   * @param sent the text that was to be echoed
   */
  static Echo read(HttpOutcome outcome, String sent) {
    Optional<Answer> failure = AnswerReader.failure(outcome);
    if (failure.isPresent()) {
      return new Echo.Unanswered(failure.get());
    }
    try {
      JsonNode answer = JSON.readTree(((HttpOutcome.Answered) outcome).body().text());
      return new EchoReader(sent, answer).read();
    } catch (JsonProcessingException e) {
      return new Echo.Unanswered(new Answer.Broken("the server's answer is not valid JSON"));
    }
  }

  private Echo read() {
    String text = choice.path("text").asText("");
    if (!text.startsWith(sent)) {
      return new Echo.Unsound("the server does not echo the text that it is given");
    }
    if (!tokens.isArray() || !logProbabilities.isArray() || tokens.isEmpty()) {
      return new Echo.Unsound("the server gives no log-probabilities of the text that it is given");
    }
    if (tokens.size() != logProbabilities.size()) {
      return new Echo.Unsound(
          "the server gives %d log-probabilities for %d tokens"
              .formatted(logProbabilities.size(), tokens.size()));
    }
    int counted = usage.path("prompt_tokens").asInt(-1);
    int ofText = tokens.size() - (endsWithWritten(text, counted) ? 1 : 0);
    if (ofText != counted && ofText != counted - 1) {
      return new Echo.Unsound(
          "the server gives log-probabilities of %d tokens of a text that it counts as %d"
              .formatted(ofText, counted));
    }
    return told(ofText, counted - ofText);
  }

  /**
   * Whether the last token is the one that the model wrote. Servers differ in whether they list the
   * mark of a text's beginning and that of its end, so that the numbers alone do not always say it.
   */
  private boolean endsWithWritten(String text, int counted) {
    if (tokens.size() != counted) {
      return tokens.size() > counted;
    }
    String last = tokens.get(tokens.size() - 1).asText();
    String written = text.substring(sent.length());
    boolean mayBeOfText = !last.isEmpty() && sent.endsWith(last);
    return usage.path("completion_tokens").asInt(1) > 0 && (!mayBeOfText || written.equals(last));
  }

  private Echo told(int count, int unlisted) {
    List<String> texts = new ArrayList<>();
    List<OptionalDouble> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode value = logProbabilities.get(i);
      if (value.isNull() && i == 0) {
        values.add(OptionalDouble.empty());
      } else if (value.isNumber() && value.doubleValue() <= ROUNDING && isFinite(value)) {
        values.add(OptionalDouble.of(Math.min(0, value.doubleValue())));
      } else {
        return new Echo.Unsound(
            "the server gives %s as the log-probability of a token"
                .formatted(OneLine.of(value.toString())));
      }
      texts.add(tokens.get(i).asText());
    }
    return new Echo.Told(texts, values, unlisted);
  }

  private static boolean isFinite(JsonNode value) {
    return Double.isFinite(value.doubleValue());
  }
}
