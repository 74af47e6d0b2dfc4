package dev.sluice.probe.eval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.run.DemandResult;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RepeatSummary;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.harness.HarnessVerdict;
import java.util.Locale;

/** What only some suites have, as JSON: repeats, gates, demands, and why one was not asked. */
final class FormatJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FormatJson() {}

  static void addTo(ObjectNode node, SuiteResult suite) {
    node.put("harness", harness(suite.harness()));
    suite.notEligible().ifPresent(reason -> node.put("notEligible", reason));
    suite.leftOut().ifPresent(reason -> node.put("leftOut", reason));
    suite.repeats().ifPresent(repeats -> node.set("repeats", repeats(repeats)));
    FormatLines.unasked(suite).ifPresent(reason -> node.put("unasked", reason));
    if (suite.demands().stream().anyMatch(demand -> demand.kind() == DemandResult.Kind.GATES)) {
      node.put("gateViolations", suite.gateViolations().size());
    }
    if (!suite.demands().isEmpty()) {
      ArrayNode demands = node.putArray("demands");
      suite.demands().forEach(demand -> demands.add(demand(demand)));
    }
  }

  /** How many of an item's answers passed, where it was asked several times. */
  static void addTo(ObjectNode node, ItemResult item) {
    if (item.answers().stream().anyMatch(ItemResult::breaksGate)) {
      node.put("breaksGate", true);
    }
    if (!item.attempts().isEmpty()) {
      node.put("answers", item.attempts().size());
      node.put("answersPassed", item.attempts().stream().filter(ItemResult::passed).count());
    }
  }

  private static String harness(HarnessVerdict verdict) {
    if (verdict instanceof HarnessVerdict.NotJudged) {
      return "not_judged";
    }
    return verdict.valid() ? "valid" : "harness_invalid";
  }

  private static ObjectNode repeats(RepeatSummary summary) {
    ObjectNode node = JSON.objectNode();
    node.put("count", summary.rule().count());
    node.put("temperature", summary.rule().temperature());
    node.put("atLeast", summary.rule().atLeast());
    ArrayNode estimates = node.putArray("estimates");
    for (RepeatSummary.Point point : summary.curve()) {
      estimates.add(
          JSON.objectNode()
              .put("k", point.k())
              .put("passAtK", point.anyOf())
              .put("passAllK", point.allOf()));
    }
    return node;
  }

  private static ObjectNode demand(DemandResult demand) {
    ObjectNode node = JSON.objectNode();
    node.put("kind", demand.kind().name().toLowerCase(Locale.ROOT));
    node.put("what", demand.what());
    node.put("demanded", demand.demanded());
    if (demand.reached().isPresent()) {
      node.put("reached", demand.reached().getAsDouble());
    } else {
      node.putNull("reached");
    }
    node.put("unasked", demand.unasked());
    node.put("met", demand.met());
    return node;
  }
}
