package dev.sluice.suites.grading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scores the longest common subsequence of words: ROUGE-L (Lin 2004, section 3.1) with beta = 1,
 * that is 2 LCS / (words of one + words of the other). Words are runs of letters and digits in
 * lower case; on ASCII text that is what the {@code rouge_score} package does without its stemmer.
 *
 * @param threshold the score from which on an answer passes, greater than 0, at most 1
 */
public record RougeLGrader(double threshold) implements Grader {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  public RougeLGrader {
    Answers.threshold(threshold);
  }

  @Override
  public Grade grade(String output, String expected) {
    return Answers.blank(output)
        ? Answers.empty()
        : Answers.scored(rougeL(output, expected), threshold, output, expected);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return words(expected).isEmpty() ? Optional.of("must have a word") : Optional.empty();
  }

  @Override
  public String type() {
    return "rouge-l";
  }

  @Override
  public List<String> parameters() {
    return List.of(String.valueOf(threshold));
  }

  static double rougeL(String one, String other) {
    List<String> words = words(one);
    List<String> others = words(other);
    return words.isEmpty() || others.isEmpty()
        ? 0
        : 2.0 * longestCommonSubsequence(words, others) / (words.size() + others.size());
  }

  /** The textbook's dynamic programme, one row at a time. */
  private static int longestCommonSubsequence(List<String> words, List<String> others) {
    int[] above = new int[others.size() + 1];
    for (String word : words) {
      int[] row = new int[above.length];
      for (int j = 1; j < row.length; j++) {
        row[j] = word.equals(others.get(j - 1)) ? above[j - 1] + 1 : Math.max(above[j], row[j - 1]);
      }
      above = row;
    }
    return above[others.size()];
  }

  private static List<String> words(String answer) {
    return BETWEEN_WORDS
        .splitAsStream(answer.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
