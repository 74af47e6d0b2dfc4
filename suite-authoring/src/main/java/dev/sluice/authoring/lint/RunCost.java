package dev.sluice.authoring.lint;

import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import java.util.Comparator;
import java.util.List;

/**
 * At most what one run of a suite costs a device: the controls and the longest items that it may
 * draw as often as it asks them, every answer as long as it may be. Tokens of prompts are counted
 * as one for three characters, which is more than tokenisers of large models make of English.
 *
 * @param questions asked in one run, controls and repeats included
 */
public record RunCost(int questions, long promptTokens, long answerTokens) {

  private static final int CHARACTERS_PER_TOKEN = 3;

  public static RunCost of(Suite suite) {
    int drawn = suite.sample().orElse(suite.items().size());
    int repeats = suite.repeats().map(Repeats::count).orElse(1);
    List<Item> longest =
        suite.items().stream()
            .sorted(Comparator.comparingInt((Item item) -> item.input().length()).reversed())
            .limit(drawn)
            .toList();
    long characters = characters(suite, suite.controls()) + repeats * characters(suite, longest);
    long asked = suite.controls().size() + (long) repeats * longest.size();
    return new RunCost(
        Math.toIntExact(asked),
        (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN,
        asked * suite.generation().maxTokens());
  }

  /** Of whole prompts, examples included. */
  private static long characters(Suite suite, List<? extends Question> questions) {
    return questions.stream().mapToLong(question -> suite.prompt(question).length()).sum();
  }

  /** Seconds on a device of these speeds, in tokens per second. */
  public double seconds(double promptRate, double answerRate) {
    return promptTokens / promptRate + answerTokens / answerRate;
  }
}
