package dev.sluice.suites.grading;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For classification: passes the expected label, fails another label of the closed list, and calls
 * anything else a format error. Labels are compared as {@link NormalisedGrader} compares answers.
 *
 * @param labels 2 to 200 labels of 1 to 100 characters, no two alike
 */
public record LabelGrader(List<String> labels) implements Grader {

  private static final int MAX_LABELS = 200;
  private static final int MAX_LABEL_CHARS = 100;

  public LabelGrader {
    labels = List.copyOf(labels);
    if (labels.size() < 2 || labels.size() > MAX_LABELS) {
      throw new IllegalArgumentException(
          "labels must have 2 to " + MAX_LABELS + " entries, but has " + labels.size());
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (label.isBlank() || label.length() > MAX_LABEL_CHARS) {
        throw new IllegalArgumentException(
            "labels must have 1 to " + MAX_LABEL_CHARS + " characters each and not be blank");
      }
      if (!seen.add(NormalisedGrader.normalised(label))) {
        throw new IllegalArgumentException("labels hold " + Answers.quoted(label) + " twice");
      }
    }
  }

  @Override
  public Grade grade(String output, String expected) {
    if (Answers.blank(output)) {
      return Answers.empty();
    }
    return known(output)
        ? Answers.compared(alike(output, expected), output, expected)
        : Grade.formatError(Answers.quoted(output) + " is not one of the labels");
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return known(expected)
        ? Optional.empty()
        : Optional.of("is " + Answers.quoted(expected) + ", which is not one of the labels");
  }

  @Override
  public String type() {
    return "label";
  }

  @Override
  public List<String> parameters() {
    return labels;
  }

  private boolean known(String answer) {
    return labels.stream().anyMatch(label -> alike(label, answer));
  }

  private static boolean alike(String one, String other) {
    return NormalisedGrader.normalised(one).equals(NormalisedGrader.normalised(other));
  }
}
