package dev.sluice.suites.grading;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Passes answers that differ from the expected one only in case, in white space (runs count as one
 * space, none at either end) or in Unicode's compatibility forms (NFKC).
 */
public record NormalisedGrader() implements Grader {

  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  @Override
  public Grade grade(String output, String expected) {
    return Answers.blank(output)
        ? Answers.empty()
        : Answers.compared(normalised(output).equals(normalised(expected)), output, expected);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return Answers.objectionToBlank(expected);
  }

  @Override
  public String type() {
    return "normalised";
  }

  static String normalised(String answer) {
    String compatible = Normalizer.normalize(answer, Normalizer.Form.NFKC);
    return SPACES.matcher(compatible).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
