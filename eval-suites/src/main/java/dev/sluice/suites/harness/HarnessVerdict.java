package dev.sluice.suites.harness;

import java.util.List;

/** Whether the scores of a run mean anything. */
public sealed interface HarnessVerdict {

  /** The controls came out as they must; the scores are the model's own. */
  record Valid() implements HarnessVerdict {}

  /**
   * The run says nothing about the model: no score, neither good nor bad, may be made of it.
   *
   * @param symptoms what was seen, at least one, each once, in the order of the enum
   */
  record Invalid(List<Symptom> symptoms) implements HarnessVerdict {
    public Invalid {
      symptoms = List.copyOf(symptoms);
      if (symptoms.isEmpty()) {
        throw new IllegalArgumentException("an invalid run must name a symptom");
      }
    }
  }

  /** Nothing was asked, so there is no score to believe or not. */
  record NotJudged() implements HarnessVerdict {}

  /** A closed list, so that it can be counted without telling anything about prompts or answers. */
  enum Symptom {
    /** A control that every working harness passes did not pass, or was never answered. */
    EASY_CONTROL_FAILED,
    /** A control with a wrong expected answer passed. */
    WRONG_ANSWER_PASSED,
    /** Every answer to the items was blank. */
    ALL_ANSWERS_EMPTY,
    /** Every answer to the items was the same, though no one answer is right for half of them. */
    ALL_ANSWERS_EQUAL,
    /** An engine that was told to give one of the choices gave something else. */
    ANSWER_OUTSIDE_OF_CHOICES,
    /**
     * The choice at the same place, such as the first, was the answer to every item, though that
     * place is right for fewer than half of them.
     */
    ALL_CHOICES_AT_ONE_PLACE,
    /** All choices of every item had the same likelihood, or none at all. */
    ALL_SCORES_EQUAL,
    /** An engine that was asked how likely texts are told something that is no likelihood. */
    LIKELIHOODS_UNSOUND,
    /** Every control was answered with its own prompt. */
    ANSWERS_ECHO_PROMPTS
  }

  /** Whether nothing speaks against making scores of the run. */
  default boolean valid() {
    return !(this instanceof Invalid);
  }
}
