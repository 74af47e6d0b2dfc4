package dev.sluice.suites.grading;

import java.util.List;
import java.util.Optional;

/**
 * Marks an answer against the expected one. Graders are values: equal ones mark alike.
 *
 * <p>Every grader marks a blank output as a format error. Where a suite says what the answer is, as
 * it does everywhere but for {@link RegexGrader}, {@link JsonSchemaGrader} and {@link
 * RefusalGrader}, that answer passes.
 */
public sealed interface Grader
    permits ChoiceGrader,
        ContainsGrader,
        EditSimilarityGrader,
        ExactGrader,
        JsonEqualGrader,
        JsonSchemaGrader,
        LabelGrader,
        NormalisedGrader,
        NumericGrader,
        RefusalGrader,
        RegexGrader,
        RougeLGrader,
        TokenF1Grader {

  /**
   * Marks an answer.
   *
   * @param output the engine's whole output, without prompt and without stop string
   * @param expected an answer that {@link #objectionTo} has nothing against
   */
  Grade grade(String output, String expected);

  /** Why no output could ever pass against this expected answer; empty when one can. */
  Optional<String> objectionTo(String expected);

  /** The name that suite files use. */
  String type();

  /** What sets this grader apart from others of its type, for the suite's digest. */
  default List<String> parameters() {
    return List.of();
  }

  /** Whether {@code expected} may hold several texts, one a line. */
  default boolean expectsSeveral() {
    return false;
  }

  /** Whether every question must come with choices; otherwise none may. */
  default boolean needsChoices() {
    return false;
  }
}
