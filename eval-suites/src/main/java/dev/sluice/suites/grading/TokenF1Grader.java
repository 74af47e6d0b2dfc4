package dev.sluice.suites.grading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scores the words that output and expected answer share: the harmonic mean of precision and recall
 * over bags of words, the best over the expected answers, as SQuAD has it (Rajpurkar et al. 2016,
 * section 6.1, and its evaluation script): lower case, without ASCII punctuation, without the
 * English articles.
 *
 * @param threshold the score from which on an answer passes, greater than 0, at most 1
 */
public record TokenF1Grader(double threshold) implements Grader {

  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
  private static final Pattern ARTICLES =
      Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  public TokenF1Grader {
    Answers.threshold(threshold);
  }

  @Override
  public Grade grade(String output, String expected) {
    if (Answers.blank(output)) {
      return Answers.empty();
    }
    double best =
        Answers.several(expected).stream()
            .mapToDouble(answer -> f1(output, answer))
            .max()
            .orElseThrow(() -> new IllegalArgumentException("expected must not be blank"));
    return Answers.scored(best, threshold, output, expected);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    List<String> answers = Answers.several(expected);
    return answers.isEmpty() || answers.stream().anyMatch(answer -> words(answer).isEmpty())
        ? Optional.of("must have a word besides articles and punctuation, in each line")
        : Optional.empty();
  }

  @Override
  public String type() {
    return "token-f1";
  }

  @Override
  public List<String> parameters() {
    return List.of(String.valueOf(threshold));
  }

  @Override
  public boolean expectsSeveral() {
    return true;
  }

  /** 2 shared / (words of one + words of the other), which is 2PR/(P + R). */
  static double f1(String one, String other) {
    List<String> words = words(one);
    List<String> others = words(other);
    if (words.isEmpty() || others.isEmpty()) {
      return words.equals(others) ? 1 : 0;
    }
    return 2.0 * shared(words, others) / (words.size() + others.size());
  }

  private static int shared(List<String> words, List<String> others) {
    Map<String, Integer> left = new HashMap<>();
    others.forEach(word -> left.merge(word, 1, Integer::sum));
    int shared = 0;
    for (String word : words) {
      int available = left.getOrDefault(word, 0);
      if (available > 0) {
        left.put(word, available - 1);
        shared++;
      }
    }
    return shared;
  }

  private static List<String> words(String answer) {
    String bare = PUNCTUATION.matcher(answer.toLowerCase(Locale.ROOT)).replaceAll("");
    String text = SPACES.matcher(ARTICLES.matcher(bare).replaceAll(" ")).replaceAll(" ").strip();
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
  }
}
