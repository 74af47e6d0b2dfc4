package dev.sluice.authoring.lint;

import dev.sluice.suites.Question;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.ChoiceGrader.Scoring;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * At most what one run of a suite costs a device: the controls and the longest items that it may
 * draw as often as it asks them, every answer as long as it may be. Tokens of prompts are counted
 * as one for three characters, which is more than tokenisers of large models make of English.
 *
 * <p>Where choices are ranked by likelihood, an engine reads the prompt again before each of them,
 * and a server that echoes once more alone; it writes nothing but one token for each text it reads.
 *
 * @param questions asked in one run, controls and repeats included
 */
public record RunCost(int questions, long promptTokens, long answerTokens) {

  private static final int CHARACTERS_PER_TOKEN = 3;

  public static RunCost of(Suite suite) {
    int drawn = suite.sample().orElse(suite.items().size());
    int repeats = suite.repeats().map(Repeats::count).orElse(1);
    long characters = most(suite, drawn, repeats, question -> characters(suite, question));
    long asked = suite.controls().size() + (long) repeats * drawn;
    return new RunCost(
        Math.toIntExact(asked),
        (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN,
        most(suite, drawn, repeats, question -> answerTokens(suite, question)));
  }

  /** Of the controls, and of the items that have most, as many as are drawn. */
  private static long most(Suite suite, int drawn, int repeats, ToLongFunction<Question> cost) {
    LongStream items =
        suite.items().stream()
            .map(cost::applyAsLong)
            .sorted(Comparator.reverseOrder())
            .limit(drawn)
            .mapToLong(Long::longValue);
    return suite.controls().stream().mapToLong(cost).sum() + repeats * items.sum();
  }

  /** Of all that is read for a question, examples included. */
  private static long characters(Suite suite, Question question) {
    long prompt = suite.prompt(question).length();
    List<String> choices = question.choices();
    return ranksChoices(suite)
        ? prompt * (choices.size() + 1) + choices.stream().mapToLong(String::length).sum()
        : prompt;
  }

  private static long answerTokens(Suite suite, Question question) {
    return ranksChoices(suite) ? question.choices().size() + 1 : suite.generation().maxTokens();
  }

  private static boolean ranksChoices(Suite suite) {
    return suite.grader() instanceof ChoiceGrader choice
        && choice.scoring() != Scoring.CONTINUATION;
  }

  /** Seconds on a device of these speeds, in tokens per second. */
  public double seconds(double promptRate, double answerRate) {
    return promptTokens / promptRate + answerTokens / answerRate;
  }
}
