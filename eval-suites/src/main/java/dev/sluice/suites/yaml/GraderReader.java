package dev.sluice.suites.yaml;

import dev.sluice.suites.grading.ExactGrader;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonEqualGrader;
import dev.sluice.suites.grading.LabelGrader;
import dev.sluice.suites.grading.NormalisedGrader;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code grader: {type: ...}}. */
final class GraderReader {

  private static final Set<String> KEYS = Set.of("type", "labels");

  private GraderReader() {}

  static Grader read(Node node, String sourceName) throws SuiteFormatException {
    Fields fields = Fields.of(node, "grader", KEYS, sourceName);
    return switch (fields.text("type")) {
      case "exact" -> withoutLabels(new ExactGrader(), fields);
      case "normalised" -> withoutLabels(new NormalisedGrader(), fields);
      case "json-equal" -> withoutLabels(new JsonEqualGrader(), fields);
      case "label" -> withLabels(fields);
      default ->
          throw fields.wrong(
              "type", "grader type must be one of exact, normalised, json-equal, label");
    };
  }

  private static Grader withLabels(Fields fields) throws SuiteFormatException {
    List<String> labels = fields.texts("labels");
    return fields.build(() -> new LabelGrader(labels));
  }

  private static Grader withoutLabels(Grader grader, Fields fields) throws SuiteFormatException {
    if (fields.has("labels")) {
      throw fields.wrong("labels", "labels belong to a grader of type label only");
    }
    return grader;
  }
}
