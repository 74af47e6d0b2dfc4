package dev.sluice.probe.eval;

import dev.sluice.suites.harness.HarnessVerdict.Symptom;

/** What a symptom of a broken harness means, and where a person would look first. */
final class SymptomWords {
  private SymptomWords() {}

  static String explain(Symptom symptom) {
    return switch (symptom) {
      case EASY_CONTROL_FAILED ->
          "a question that any working model passes was failed, or got no answer: look at the"
              + " chat template, and whether answers are cut off";
      case WRONG_ANSWER_PASSED ->
          "a question whose expected answer is wrong was passed: the grader takes too much";
      case ALL_ANSWERS_EMPTY ->
          "every answer was blank: look at the chat template, and at where answers end";
      case ALL_ANSWERS_EQUAL ->
          "every answer was the same: the questions do not seem to reach the model";
      case ANSWER_OUTSIDE_OF_CHOICES ->
          "the engine was told to give one of the choices, and gave something else: it ignores"
              + " its grammar or schema";
      case ALL_CHOICES_AT_ONE_PLACE ->
          "the choice at one place, such as the first, was every answer: the model takes a place,"
              + " not a choice";
      case ALL_SCORES_EQUAL ->
          "all choices were equally likely: the engine does not tell how likely a text is";
      case LIKELIHOODS_UNSOUND ->
          "what the engine gave as likelihoods are none: positive, no numbers, or not there"
              + " although it took the request";
      case ANSWERS_ECHO_PROMPTS ->
          "each of these questions was answered with itself: the engine gives the prompt back";
    };
  }
}
