package dev.sluice.authoring.lint;

import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * At most what one run of a suite costs a device: the controls and the longest items that it may
 * draw, every answer as long as it may be. Tokens of prompts are counted as one for three
 * characters, which is more than tokenisers of large models make of English.
 *
 * @param questions asked in one run, controls included
 */
public record RunCost(int questions, long promptTokens, long answerTokens) {

  private static final int CHARACTERS_PER_TOKEN = 3;

  public static RunCost of(Suite suite) {
    int drawn = suite.sample().orElse(suite.items().size());
    Stream<Item> longest =
        suite.items().stream()
            .sorted(Comparator.comparingInt((Item item) -> item.input().length()).reversed())
            .limit(drawn);
    List<Question> asked = Stream.<Question>concat(suite.controls().stream(), longest).toList();
    long characters =
        asked.stream().mapToLong(q -> times(suite, q) * suite.prompt(q).length()).sum();
    long questions = asked.stream().mapToLong(q -> times(suite, q)).sum();
    return new RunCost(
        Math.toIntExact(questions),
        (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN,
        questions * suite.generation().maxTokens());
  }

  /** Controls are asked once, whatever the suite does with its items. */
  private static long times(Suite suite, Question question) {
    return question instanceof Item ? suite.repeats().map(Repeats::count).orElse(1) : 1;
  }

  /** Seconds on a device of these speeds, in tokens per second. */
  public double seconds(double promptRate, double answerRate) {
    return promptTokens / promptRate + answerTokens / answerRate;
  }
}
