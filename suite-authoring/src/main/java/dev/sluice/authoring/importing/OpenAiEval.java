package dev.sluice.authoring.importing;

import com.google.re2j.Pattern;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.List;
import java.util.stream.Collectors;

/** The basic evals of OpenAI, which mark answers by their samples' {@code ideal}. */
public enum OpenAiEval {
  /** The answer begins with an ideal one. */
  MATCH("Match", "an answer passes that begins with an ideal one, blanks before it") {
    @Override
    List<String> expected(List<String> ideal) {
      return List.of(
          ideal.stream().map(Pattern::quote).collect(Collectors.joining("|", "^\\s*(?:", ")")));
    }
  },
  /** An ideal answer occurs in the answer. */
  INCLUDES("Includes", "an ideal one occurs"),
  /** Without case, punctuation and articles, one of the two occurs in the other. */
  FUZZY_MATCH(
      "FuzzyMatch",
      "an ideal one occurs, whatever its case; there, punctuation and articles do not count"
          + " either, and a part of an ideal answer passes"),
  /** The same JSON value. */
  JSON_MATCH("JsonMatch", "the same JSON value; there, null is never right") {
    @Override
    boolean takes(List<String> ideal) {
      return ideal.size() == 1;
    }
  };

  private final String evalName;
  private final String rule;

  OpenAiEval(String evalName, String rule) {
    this.evalName = evalName;
    this.rule = rule;
  }

  /** As the evals' registry has it, such as {@code FuzzyMatch}. */
  public String evalName() {
    return evalName;
  }

  Marking marking() {
    return switch (this) {
      case MATCH -> Marking.regex();
      case INCLUDES -> Marking.contains(Demand.ANY, false);
      case FUZZY_MATCH -> Marking.contains(Demand.ANY, true);
      case JSON_MATCH -> Marking.jsonEqual();
    };
  }

  /** When an answer passes, in the suite. */
  String rule() {
    return rule;
  }

  /** Whether its grader can be told these answers. */
  boolean takes(List<String> ideal) {
    return !ideal.isEmpty() && ideal.stream().allMatch(OpenAiEval::isLine);
  }

  /** What its grader is told. */
  List<String> expected(List<String> ideal) {
    return ideal.stream().map(String::strip).toList();
  }

  private static boolean isLine(String answer) {
    return answer.strip().lines().count() == 1;
  }
}
