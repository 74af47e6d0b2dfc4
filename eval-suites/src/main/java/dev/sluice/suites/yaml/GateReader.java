package dev.sluice.suites.yaml;

import dev.sluice.suites.LatencyBound;
import dev.sluice.suites.grading.Gate;
import dev.sluice.suites.grading.JsonSchemaGate;
import dev.sluice.suites.grading.LengthGate;
import dev.sluice.suites.grading.LengthGate.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code gates: [{type: ...}, ...]}: those for an answer's form, and bounds on its time. */
final class GateReader {

  /** What the gates of one list are, by what they look at. */
  record Gates(List<Gate> form, List<LatencyBound> latency) {}

  private static final TypedForms<Gates> FORMS =
      new TypedForms<Gates>("a gate")
          .add("length", GateReader::length, "unit", "atLeast", "atMost")
          .add("json-schema", GateReader::jsonSchema, "schema")
          .add("latency", GateReader::latency, "firstToken", "total", "share");

  private GateReader() {}

  static Gates read(List<Node> nodes, String sourceName) throws SuiteFormatException {
    List<Gate> form = new ArrayList<>();
    List<LatencyBound> latency = new ArrayList<>();
    for (Node node : nodes) {
      Gates one = FORMS.read(node, sourceName);
      form.addAll(one.form());
      latency.addAll(one.latency());
    }
    return new Gates(form, latency);
  }

  private static Gates latency(Fields fields) throws SuiteFormatException {
    Optional<Duration> firstToken = fields.optionalDuration("firstToken");
    Optional<Duration> total = fields.optionalDuration("total");
    double share = fields.has("share") ? fields.decimal("share").doubleValue() : 1;
    LatencyBound bound = fields.build(() -> new LatencyBound(firstToken, total, share));
    return new Gates(List.of(), List.of(bound));
  }

  private static Gates form(Gate gate) {
    return new Gates(List.of(gate), List.of());
  }

  private static Gates length(Fields fields) throws SuiteFormatException {
    Unit unit = unit(fields);
    int atLeast = fields.optionalWholeNumber("atLeast").orElse(0);
    int atMost = fields.wholeNumber("atMost");
    return form(fields.build(() -> new LengthGate(unit, atLeast, atMost)));
  }

  private static Unit unit(Fields fields) throws SuiteFormatException {
    return switch (fields.text("unit")) {
      case "characters" -> Unit.CHARACTERS;
      case "words" -> Unit.WORDS;
      default -> throw fields.wrong("unit", "unit must be characters or words");
    };
  }

  private static Gates jsonSchema(Fields fields) throws SuiteFormatException {
    String schema = fields.text("schema");
    return form(fields.build(() -> new JsonSchemaGate(schema)));
  }
}
