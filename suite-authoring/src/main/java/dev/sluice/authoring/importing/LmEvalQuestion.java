package dev.sluice.authoring.importing;

import java.util.List;

/** What a task of lm-eval makes of a document. */
sealed interface LmEvalQuestion {

  /**
   * A question and its right answer, as they are put after each other.
   *
   * @param choices the only possible answers; empty when the answer is free
   */
  record Asked(String input, String answer, List<String> choices) implements LmEvalQuestion {
    public Asked {
      choices = List.copyOf(choices);
    }
  }

  /** No question, and why. */
  record Unasked(String why) implements LmEvalQuestion {}
}
