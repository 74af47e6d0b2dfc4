package dev.sluice.suites.yaml;

import dev.sluice.suites.grading.Gate;
import dev.sluice.suites.grading.JsonSchemaGate;
import dev.sluice.suites.grading.LengthGate;
import dev.sluice.suites.grading.LengthGate.Unit;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code gates: [{type: ...}, ...]}. */
final class GateReader {

  private static final TypedForms<Gate> FORMS =
      new TypedForms<Gate>("a gate")
          .add("length", GateReader::length, "unit", "atLeast", "atMost")
          .add("json-schema", GateReader::jsonSchema, "schema");

  private GateReader() {}

  static List<Gate> read(List<Node> nodes, String sourceName) throws SuiteFormatException {
    List<Gate> gates = new ArrayList<>();
    for (Node node : nodes) {
      gates.add(FORMS.read(node, sourceName));
    }
    return gates;
  }

  private static Gate length(Fields fields) throws SuiteFormatException {
    Unit unit = unit(fields);
    int atLeast = fields.optionalWholeNumber("atLeast").orElse(0);
    int atMost = fields.wholeNumber("atMost");
    return fields.build(() -> new LengthGate(unit, atLeast, atMost));
  }

  private static Unit unit(Fields fields) throws SuiteFormatException {
    return switch (fields.text("unit")) {
      case "characters" -> Unit.CHARACTERS;
      case "words" -> Unit.WORDS;
      default -> throw fields.wrong("unit", "unit must be characters or words");
    };
  }

  private static Gate jsonSchema(Fields fields) throws SuiteFormatException {
    String schema = fields.text("schema");
    return fields.build(() -> new JsonSchemaGate(schema));
  }
}
