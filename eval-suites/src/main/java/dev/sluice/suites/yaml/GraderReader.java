package dev.sluice.suites.yaml;

import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.ChoiceGrader.Scoring;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.EditSimilarityGrader;
import dev.sluice.suites.grading.ExactGrader;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonEqualGrader;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.LabelGrader;
import dev.sluice.suites.grading.NormalisedGrader;
import dev.sluice.suites.grading.NumericGrader;
import dev.sluice.suites.grading.NumericGrader.Source;
import dev.sluice.suites.grading.RefusalGrader;
import dev.sluice.suites.grading.RegexGrader;
import dev.sluice.suites.grading.RougeLGrader;
import dev.sluice.suites.grading.TokenF1Grader;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.DoubleFunction;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code grader: {type: ...}}: each type with the keys of its own. */
final class GraderReader {

  private static final TypedForms<Grader> FORMS =
      new TypedForms<Grader>("grader")
          .add("exact", fields -> new ExactGrader())
          .add("normalised", fields -> new NormalisedGrader())
          .add("label", GraderReader::label, "labels")
          .add("choice", GraderReader::choice, "scoring")
          .add("contains", fields -> contains(fields, Demand.WHOLE), "ignoreCase")
          .add("contains-any", fields -> contains(fields, Demand.ANY), "ignoreCase")
          .add("contains-all", fields -> contains(fields, Demand.ALL), "ignoreCase")
          .add("regex", fields -> new RegexGrader())
          .add("numeric", GraderReader::numeric, "absolute", "relative", "number")
          .add("json-equal", fields -> new JsonEqualGrader())
          .add("json-schema", fields -> new JsonSchemaGrader())
          .add("token-f1", fields -> graded(fields, TokenF1Grader::new), "threshold")
          .add("rouge-l", fields -> graded(fields, RougeLGrader::new), "threshold")
          .add("edit-similarity", fields -> graded(fields, EditSimilarityGrader::new), "threshold")
          .add("refusal", GraderReader::refusal, "decline", "route");

  private GraderReader() {}

  static Grader read(Node node, String sourceName) throws SuiteFormatException {
    return FORMS.read(node, sourceName);
  }

  private static Grader label(Fields fields) throws SuiteFormatException {
    List<String> labels = fields.texts("labels");
    return fields.build(() -> new LabelGrader(labels));
  }

  private static Grader choice(Fields fields) throws SuiteFormatException {
    String name = fields.has("scoring") ? fields.text("scoring") : Scoring.CONTINUATION.fileName();
    for (Scoring scoring : Scoring.values()) {
      if (scoring.fileName().equals(name)) {
        return new ChoiceGrader(scoring);
      }
    }
    throw fields.wrong(
        "scoring", "scoring must be continuation, likelihood or likelihood-normalised");
  }

  private static Grader contains(Fields fields, Demand demand) throws SuiteFormatException {
    return new ContainsGrader(demand, fields.has("ignoreCase") && fields.truth("ignoreCase"));
  }

  private static Grader numeric(Fields fields) throws SuiteFormatException {
    BigDecimal absolute = tolerance(fields, "absolute");
    BigDecimal relative = tolerance(fields, "relative");
    Source source = fields.has("number") ? source(fields) : Source.WHOLE;
    return fields.build(() -> new NumericGrader(absolute, relative, source));
  }

  private static BigDecimal tolerance(Fields fields, String key) throws SuiteFormatException {
    return fields.has(key) ? fields.decimal(key) : BigDecimal.ZERO;
  }

  private static Source source(Fields fields) throws SuiteFormatException {
    return switch (fields.text("number")) {
      case "whole" -> Source.WHOLE;
      case "last" -> Source.LAST;
      default -> throw fields.wrong("number", "number must be whole or last");
    };
  }

  private static Grader graded(Fields fields, DoubleFunction<Grader> grader)
      throws SuiteFormatException {
    double threshold = fields.decimal("threshold").doubleValue();
    return fields.build(() -> grader.apply(threshold));
  }

  private static Grader refusal(Fields fields) throws SuiteFormatException {
    List<String> decline = fields.texts("decline");
    List<String> route = fields.optionalTexts("route");
    return fields.build(() -> new RefusalGrader(decline, route));
  }
}
