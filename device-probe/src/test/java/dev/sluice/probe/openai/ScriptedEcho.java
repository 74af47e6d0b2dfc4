package dev.sluice.probe.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.openai.ScriptedServer.Flaw;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The echo of a model whose tokens are letters: the letter that it would write next has nine
 * chances in ten, and every other one has one in a thousand.
 */
final class ScriptedEcho {
  static final double LIKELY = Math.log(0.9);
  static final double UNLIKELY = Math.log(0.001);

  private final UnaryOperator<String> answers;
  private final Set<Flaw> flaws;
  private final int asked;

  ScriptedEcho(UnaryOperator<String> answers, Set<Flaw> flaws, int asked) {
    this.answers = answers;
    this.flaws = flaws;
    this.asked = asked;
  }

  ObjectNode of(String prompt) {
    String written = next(prompt);
    String text = prompt + written;
    ObjectNode answer = FakeServer.JSON.createObjectNode();
    ObjectNode choice = answer.putArray("choices").addObject();
    choice.put("text", text).put("finish_reason", "length");
    if (flaws.contains(Flaw.DROPS_LOGPROBS)) {
      choice.putNull("logprobs");
    } else {
      list(text, choice.putObject("logprobs"));
    }
    answer
        .putObject("usage")
        .put("prompt_tokens", prompt.length() + 1)
        .put("completion_tokens", written.length());
    return answer;
  }

  private void list(String text, ObjectNode logprobs) {
    ArrayNode tokens = logprobs.putArray("tokens").add("<s>");
    ArrayNode values = logprobs.putArray("token_logprobs").addNull();
    for (int i = 0; i < text.length(); i++) {
      tokens.add(text.substring(i, i + 1));
      if (i > 0 || !flaws.contains(Flaw.TELLS_TOO_FEW_LOGPROBS)) {
        values.add(value(text, i));
      }
    }
  }

  private double value(String text, int place) {
    if (flaws.contains(Flaw.TELLS_SAME_LOGPROBS)) {
      return 0;
    }
    double sound = logProbability(text, place);
    if (flaws.contains(Flaw.TELLS_SHIFTED_LOGPROBS)) {
      // That of this letter one place later.
      return next(text.substring(0, place + 1)).equals(text.substring(place, place + 1))
          ? LIKELY
          : UNLIKELY;
    }
    if (flaws.contains(Flaw.TELLS_LOGITS)) {
      return sound + 12;
    }
    return flaws.contains(Flaw.TELLS_CHANGING_LOGPROBS) ? sound - asked : sound;
  }

  private double logProbability(String text, int place) {
    return text.substring(place, place + 1).equals(next(text.substring(0, place)))
        ? LIKELY
        : UNLIKELY;
  }

  private String next(String prompt) {
    String answer = answers.apply(prompt);
    return answer.isEmpty() ? "" : answer.substring(0, 1);
  }
}
