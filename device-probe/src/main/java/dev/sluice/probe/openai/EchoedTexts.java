package dev.sluice.probe.openai;

import dev.sluice.probe.engine.LogLikelihood;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A prompt alone and with its continuation, both echoed. The continuation begins where the tokens
 * of the two differ, as they do where a model in this process is asked: a token that reaches over
 * the seam belongs to the continuation. The offsets that servers give with the tokens are not used,
 * since some count marks in them that are not in the text.
 *
 * @param prompt alone
 * @param whole prompt and continuation
 */
record EchoedTexts(Echo.Told prompt, Echo.Told whole) {

  /** Place of the first token of the continuation. */
  int seam() {
    List<String> before = prompt.tokens();
    List<String> all = whole.tokens();
    int same = 0;
    while (same < before.size() && same < all.size() && before.get(same).equals(all.get(same))) {
      same++;
    }
    return same;
  }

  /** Whether the continuation only adds tokens to those of the prompt. */
  boolean seamIsClean() {
    return seam() > 0 && seam() == prompt.tokens().size() && length() > 0;
  }

  /** Tokens of the continuation. */
  int length() {
    return whole.tokens().size() - seam();
  }

  /** Empty where the continuation has no token of its own, or one without a probability. */
  Optional<LogLikelihood> likelihood() {
    List<OptionalDouble> own = whole.logProbabilities().subList(seam(), whole.tokens().size());
    return own.isEmpty() || own.stream().anyMatch(OptionalDouble::isEmpty)
        ? Optional.empty()
        : Optional.of(
            new LogLikelihood(
                own.stream().mapToDouble(OptionalDouble::getAsDouble).sum(), own.size()));
  }
}
