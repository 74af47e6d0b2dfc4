package dev.sluice.suites.grading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Passes an output in which the expected text occurs, inside of words too. The score is the share
 * of the expected texts that occur.
 *
 * @param demand how many of the expected texts have to occur
 * @param ignoreCase whether upper and lower case are the same
 */
public record ContainsGrader(Demand demand, boolean ignoreCase) implements Grader {

  /** What {@code expected} holds, and how much of it has to occur in the output. */
  public enum Demand {
    /** One text, which may have several lines. */
    WHOLE("contains"),
    /** Several texts, one a line: one of them is enough, and scores 1. */
    ANY("contains-any"),
    /** Several texts, one a line: each of them. */
    ALL("contains-all");

    private final String type;

    Demand(String type) {
      this.type = type;
    }
  }

  @Override
  public Grade grade(String output, String expected) {
    if (Answers.blank(output)) {
      return Answers.empty();
    }
    List<String> wanted = wanted(expected);
    List<String> missing = wanted.stream().filter(text -> !occurs(text, output)).toList();
    if (demand == Demand.ANY && missing.size() < wanted.size()) {
      return Grade.pass();
    }
    double share = (double) (wanted.size() - missing.size()) / wanted.size();
    return Grade.scored(share, 1, explanation(missing, output));
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return Answers.objectionToBlank(expected);
  }

  @Override
  public String type() {
    return demand.type;
  }

  @Override
  public List<String> parameters() {
    return List.of(String.valueOf(ignoreCase));
  }

  @Override
  public boolean expectsSeveral() {
    return demand != Demand.WHOLE;
  }

  private List<String> wanted(String expected) {
    return expectsSeveral() ? Answers.several(expected) : List.of(expected);
  }

  private boolean occurs(String text, String output) {
    return ignoreCase
        ? output.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))
        : output.contains(text);
  }

  private static String explanation(List<String> missing, String output) {
    return missing.isEmpty()
        ? ""
        : Answers.quoted(missing.get(0)) + " does not occur in " + Answers.quoted(output);
  }
}
