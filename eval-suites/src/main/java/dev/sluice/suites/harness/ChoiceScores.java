package dev.sluice.suites.harness;

import java.util.Collection;
import java.util.List;

/**
 * The likelihoods of an item's choices. A server that ignores the request to score a given text
 * tells the same of every choice, and a suite silently reports chance.
 */
public final class ChoiceScores {
  private ChoiceScores() {}

  /**
   * Whether no item's scores tell its choices apart; a score that is no number tells nothing.
   *
   * @param scores for each item, one score a choice
   */
  public static boolean allEqual(Collection<List<Double>> scores) {
    return !scores.isEmpty() && scores.stream().allMatch(ChoiceScores::tellNothing);
  }

  private static boolean tellNothing(List<Double> scores) {
    return scores.stream().filter(score -> !score.isNaN()).distinct().count() <= 1;
  }
}
