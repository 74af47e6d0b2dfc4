package dev.sluice.suites.grading;

import java.util.Optional;

/** Passes the expected answer and nothing else: every character counts, white space included. */
public record ExactGrader() implements Grader {

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
    return "exact";
  }
}
