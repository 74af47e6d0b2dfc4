package dev.sluice.suites.grading;

import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Scores how little has to be typed to turn the output into the expected answer: 1 - d / (length of
 * the longer one), where d is Levenshtein's distance (1966). White space at the ends does not
 * count, everything else does.
 *
 * @param threshold the score from which on an answer passes, greater than 0, at most 1
 */
public record EditSimilarityGrader(double threshold) implements Grader {

  public EditSimilarityGrader {
    Answers.threshold(threshold);
  }

  @Override
  public Grade grade(String output, String expected) {
    return Answers.blank(output)
        ? Answers.empty()
        : Answers.scored(similarity(output, expected), threshold, output, expected);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return Answers.objectionToBlank(expected);
  }

  @Override
  public String type() {
    return "edit-similarity";
  }

  @Override
  public List<String> parameters() {
    return List.of(String.valueOf(threshold));
  }

  static double similarity(String one, String other) {
    String text = one.strip();
    String otherText = other.strip();
    int longer = Math.max(text.length(), otherText.length());
    int distance = LevenshteinDistance.getDefaultInstance().apply(text, otherText);
    return longer == 0 ? 1 : (double) (longer - distance) / longer;
  }
}
