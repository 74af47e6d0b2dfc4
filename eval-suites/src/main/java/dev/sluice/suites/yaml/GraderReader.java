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
    String type = fields.text("type");
    if (type.equals("label")) {
      List<String> labels = fields.texts("labels");
      return fields.at("labels", () -> new LabelGrader(labels));
    }
    if (fields.node("labels").isPresent()) {
      throw fields.wrong("labels", "labels belong to a grader of type label only");
    }
    return switch (type) {
      case "exact" -> new ExactGrader();
      case "normalised" -> new NormalisedGrader();
      case "json-equal" -> new JsonEqualGrader();
      default ->
          throw fields.wrong(
              "type", "grader type must be one of exact, normalised, json-equal, label");
    };
  }
}
