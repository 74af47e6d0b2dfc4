package dev.sluice.probe.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A real model's echo, word by word: by the chain rule the log-probability of a text is the sum of
 * those of its words, each after the ones before it.
 */
final class RealEcho {
  private static final Pattern WORD = Pattern.compile(" ?\\w+|.", Pattern.DOTALL);

  private final ModelSession session;
  private final Map<String, Double> known = new HashMap<>();

  RealEcho(ModelSession session) {
    this.session = session;
  }

  /** The answer to an echo; what would be written next is not part of it. */
  ObjectNode of(String prompt) {
    ObjectNode answer = FakeServer.JSON.createObjectNode();
    ObjectNode choice = answer.putArray("choices").addObject().put("text", prompt);
    ObjectNode logprobs = choice.putObject("logprobs");
    ArrayNode tokens = logprobs.putArray("tokens");
    ArrayNode values = logprobs.putArray("token_logprobs");
    String before = "";
    for (String word : words(prompt)) {
      tokens.add(word);
      if (before.isEmpty()) {
        values.addNull();
      } else {
        values.add(logProbability(before, word));
      }
      before += word;
    }
    answer.putObject("usage").put("prompt_tokens", tokens.size()).put("completion_tokens", 0);
    return answer;
  }

  private double logProbability(String before, String word) {
    return known.computeIfAbsent(
        before + word,
        text -> {
          Scoring scoring =
              session.score(
                  new ScoringRequest(Prompt.text(before), List.of(word), Duration.ofSeconds(60)));
          return ((Scoring.Scored) scoring).likelihoods().get(0).logProbability();
        });
  }

  private static List<String> words(String text) {
    return new ArrayList<>(WORD.matcher(text).results().map(match -> match.group()).toList());
  }
}
