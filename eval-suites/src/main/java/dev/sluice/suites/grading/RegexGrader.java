package dev.sluice.suites.grading;

import java.util.Optional;

/**
 * Passes an output in which the expected pattern occurs; {@code ^} and {@code $} tie it to the
 * ends. Patterns are RE2's, so none can hang a device; {@link LinearPattern} has the bounds.
 */
public record RegexGrader() implements Grader {

  @Override
  public Grade grade(String output, String expected) {
    if (Answers.blank(output)) {
      return Answers.empty();
    }
    return LinearPattern.of(expected).occursIn(output)
        ? Grade.pass()
        : Grade.fail(Answers.quoted(expected) + " does not match " + Answers.quoted(output));
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    try {
      LinearPattern.of(expected);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("is not a usable regular expression: " + e.getMessage());
    }
  }

  @Override
  public String type() {
    return "regex";
  }
}
