package dev.sluice.suites.grading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * For multiple choice: passes the right one of a question's choices, character for character. The
 * engine lets the model say nothing but one of them; that an answer is none is therefore the
 * harness's fault, and found there.
 *
 * @param scoring how the model's choice is learnt
 */
public record ChoiceGrader(Scoring scoring) implements Grader {

  /** How the model's choice is learnt. */
  public enum Scoring {
    /** It writes, forced to one of the choices. */
    CONTINUATION,
    /** The choice with the highest log-probability after the prompt. */
    LIKELIHOOD,
    /** The same divided by the choice's length in bytes, so that long choices have a chance. */
    LIKELIHOOD_NORMALISED;

    /** The name in suite files, such as {@code likelihood-normalised}. */
    public String fileName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public Grade grade(String output, String expected) {
    return Answers.blank(output)
        ? Answers.empty()
        : Answers.compared(output.equals(expected), output, expected);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return Answers.objectionToBlank(expected);
  }

  @Override
  public String type() {
    return "choice";
  }

  @Override
  public List<String> parameters() {
    return List.of(scoring.fileName());
  }

  @Override
  public boolean needsChoices() {
    return true;
  }
}
