package dev.sluice.authoring.importing;

import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.ExactGrader;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonEqualGrader;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.LabelGrader;
import dev.sluice.suites.grading.NormalisedGrader;
import dev.sluice.suites.grading.NumericGrader;
import dev.sluice.suites.grading.RegexGrader;
import dev.sluice.suites.grading.TokenF1Grader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A grader and the way it is written in a suite file.
 *
 * @param settings the keys besides {@code type}
 */
record Marking(Grader grader, Map<String, Object> settings) {

  static Marking exact() {
    return new Marking(new ExactGrader(), Map.of());
  }

  static Marking normalised() {
    return new Marking(new NormalisedGrader(), Map.of());
  }

  static Marking regex() {
    return new Marking(new RegexGrader(), Map.of());
  }

  static Marking jsonEqual() {
    return new Marking(new JsonEqualGrader(), Map.of());
  }

  static Marking jsonSchema() {
    return new Marking(new JsonSchemaGrader(), Map.of());
  }

  static Marking contains(Demand demand, boolean ignoreCase) {
    return new Marking(new ContainsGrader(demand, ignoreCase), Map.of("ignoreCase", ignoreCase));
  }

  static Marking label(List<String> labels) {
    return new Marking(new LabelGrader(labels), Map.of("labels", labels));
  }

  static Marking choice(ChoiceGrader.Scoring scoring) {
    return new Marking(new ChoiceGrader(scoring), Map.of("scoring", scoring.fileName()));
  }

  /** The words that an answer shares with the right one; 1 when they are the same. */
  static Marking tokenF1(double threshold) {
    return new Marking(new TokenF1Grader(threshold), Map.of("threshold", threshold));
  }

  /** The last number of an answer is compared. */
  static Marking lastNumber() {
    return new Marking(
        new NumericGrader(BigDecimal.ZERO, BigDecimal.ZERO, NumericGrader.Source.LAST),
        Map.of("number", "last"));
  }

  /** Whether {@code expected} is an answer, so that another one is a wrong answer. */
  boolean expectsAnswers() {
    return !(grader instanceof RegexGrader || grader instanceof JsonSchemaGrader);
  }

  Map<String, Object> yaml() {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("type", grader.type());
    yaml.putAll(settings);
    return yaml;
  }
}
