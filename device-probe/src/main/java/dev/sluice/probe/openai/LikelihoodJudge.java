package dev.sluice.probe.openai;

import dev.sluice.probe.openai.LikelihoodChecks.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether log-probabilities are those of a language model. Two things hold for each, whatever it
 * has learnt: at temperature 0 it writes the likeliest token, so that no other is likelier in its
 * place; and the probabilities of different tokens in one place add up to 1 at most. Numbers that
 * are the same for every text, belong to other places of it, or come from nowhere, break one of
 * them.
 */
final class LikelihoodJudge {
  /** What single precision and another order of computing may come to, in nats. */
  private static final double NOISE = 0.05;

  private final Echo.Told prompt;

  LikelihoodJudge(Echo.Told prompt) {
    this.prompt = prompt;
  }

  /**
   * Judges by the first token after the prompt.
   *
   * @param continued the prompt with what the model wrote after it, one token, and then with others
   */
  Finding judge(List<Echo.Told> continued) {
    EchoedTexts own = new EchoedTexts(prompt, continued.get(0));
    // What changes the prompt's own tokens is not comparable with what does not.
    if (!own.seamIsClean() || own.length() != 1) {
      return new Finding.Unusable();
    }
    Map<String, Double> firstTokens = new HashMap<>();
    continued.stream()
        .map(echo -> new EchoedTexts(prompt, echo))
        .filter(EchoedTexts::seamIsClean)
        .forEach(texts -> firstTokens.put(token(texts), logProbability(texts)));
    double written = logProbability(own);
    if (firstTokens.size() < 2) {
      return new Finding.Unusable();
    }
    if (firstTokens.values().stream().anyMatch(each -> each > written + NOISE)) {
      return Finding.wrong("the server's log-probabilities are not those of what its model writes");
    }
    double total = firstTokens.values().stream().mapToDouble(Math::exp).sum();
    return total > 1 + NOISE
            || firstTokens.values().stream().allMatch(each -> each > written - NOISE)
        ? Finding.wrong("the server's log-probabilities do not tell texts apart")
        : new Finding.Sound();
  }

  /** Whether two echoes of one text say the same. */
  static boolean agree(Echo.Told one, Echo.Told other) {
    if (!one.tokens().equals(other.tokens()) || one.unlisted() != other.unlisted()) {
      return false;
    }
    for (int i = 0; i < one.tokens().size(); i++) {
      double first = one.logProbabilities().get(i).orElse(0);
      if (Math.abs(first - other.logProbabilities().get(i).orElse(0)) > NOISE) {
        return false;
      }
    }
    return true;
  }

  private static String token(EchoedTexts texts) {
    return texts.whole().tokens().get(texts.seam());
  }

  /** A clean seam has a token before it, so that the first one is never the continuation's. */
  private static double logProbability(EchoedTexts texts) {
    return texts.whole().logProbabilities().get(texts.seam()).orElseThrow();
  }
}
