package dev.sluice.suites.yaml;

import dev.sluice.suites.Demands;
import dev.sluice.suites.ExpectedCost;
import dev.sluice.suites.Item;
import dev.sluice.suites.TagFloor;
import dev.sluice.suites.yaml.GateReader.Gates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what a suite demands of results, and what it says about itself. */
final class DemandsReader {

  private static final Set<String> FLOOR_KEYS = Set.of("tag", "passRate");
  private static final Set<String> COST_KEYS = Set.of("promptTokens", "answerTokens");

  private DemandsReader() {}

  static Demands read(Fields suite, Gates gates, List<Item> items, String sourceName)
      throws SuiteFormatException {
    OptionalDouble threshold =
        suite.has("threshold")
            ? OptionalDouble.of(suite.decimal("threshold").doubleValue())
            : OptionalDouble.empty();
    List<TagFloor> floors = floors(suite, items, sourceName);
    double gateShare = gateShare(suite, gates);
    return suite.build(() -> new Demands(threshold, floors, gates.latency(), gateShare));
  }

  private static double gateShare(Fields suite, Gates gates) throws SuiteFormatException {
    if (!suite.has("gateShare")) {
      return 1;
    }
    if (gates.form().isEmpty()) {
      throw suite.wrong(
          "gateShare", "gateShare is about gates for an answer's form, and there are none");
    }
    return suite.decimal("gateShare").doubleValue();
  }

  static Optional<ExpectedCost> cost(Fields suite, String sourceName) throws SuiteFormatException {
    if (!suite.has("cost")) {
      return Optional.empty();
    }
    Fields fields = Fields.of(suite.required("cost"), "cost", COST_KEYS, sourceName);
    int promptTokens = fields.wholeNumber("promptTokens");
    int answerTokens = fields.wholeNumber("answerTokens");
    return Optional.of(fields.build(() -> new ExpectedCost(promptTokens, answerTokens)));
  }

  /** A stated number of items shows that none was lost on the way. */
  static void requireCount(Fields suite, int items) throws SuiteFormatException {
    if (suite.has("count") && suite.wholeNumber("count") != items) {
      throw suite.wrong(
          "count",
          "count must be the number of items, " + items + ", but is " + suite.wholeNumber("count"));
    }
  }

  private static List<TagFloor> floors(Fields suite, List<Item> items, String sourceName)
      throws SuiteFormatException {
    Set<String> tags = new HashSet<>();
    items.forEach(item -> tags.addAll(item.tags()));
    List<TagFloor> floors = new ArrayList<>();
    for (Node node : suite.optionalElements("floors")) {
      Fields fields = Fields.of(node, "a floor", FLOOR_KEYS, sourceName);
      String tag = fields.text("tag");
      double passRate = fields.decimal("passRate").doubleValue();
      TagFloor floor = fields.build(() -> new TagFloor(tag, passRate));
      if (!tags.contains(tag)) {
        throw fields.wrong("tag", "tag '" + tag + "' is on no item");
      }
      floors.add(floor);
    }
    return floors;
  }
}
