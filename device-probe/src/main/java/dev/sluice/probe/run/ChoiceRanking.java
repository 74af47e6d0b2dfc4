package dev.sluice.probe.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.probe.engine.LogLikelihood;
import java.util.ArrayList;
import java.util.List;

/**
 * Choices in the light of their likelihoods: lm-evaluation-harness's {@code acc} takes the sum of
 * the log-probabilities, its {@code acc_bytes} that sum by the byte.
 *
 * @param scores one a choice, in order; greater is likelier
 */
record ChoiceRanking(List<Double> scores) {
  ChoiceRanking {
    scores = List.copyOf(scores);
  }

  /**
   * Ranks choices.
   *
   * @param likelihoods one a choice, in order
   * @param normalised whether a choice's length in bytes is divided out, so that long ones have a
   *     chance
   */
  static ChoiceRanking of(
      List<String> choices, List<LogLikelihood> likelihoods, boolean normalised) {
    if (choices.size() != likelihoods.size()) {
      throw new IllegalArgumentException(
          "%d choices have %d likelihoods".formatted(choices.size(), likelihoods.size()));
    }
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      int length = normalised ? choices.get(i).getBytes(UTF_8).length : 1;
      scores.add(likelihoods.get(i).logProbability() / length);
    }
    return new ChoiceRanking(scores);
  }

  /** Place of the likeliest; of equal ones the first. */
  int likeliest() {
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      best = scores.get(i) > scores.get(best) ? i : best;
    }
    return best;
  }
}
