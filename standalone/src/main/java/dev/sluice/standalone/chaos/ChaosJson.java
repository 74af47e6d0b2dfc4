package dev.sluice.standalone.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.chaos.oracle.Comparison;
import dev.sluice.standalone.chaos.oracle.TopicCount;
import java.io.PrintWriter;

/** A run's result for programs. Times are in milliseconds. */
final class ChaosJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ChaosJson() {}

  static void print(ChaosResult result, PrintWriter out) {
    out.println(document(result).toPrettyString());
    out.flush();
  }

  private static ObjectNode document(ChaosResult result) {
    ObjectNode root = JSON.createObjectNode();
    root.put("passed", result.passed());
    root.put("seed", result.settings().seed());
    root.put("minutes", result.settings().time().toSeconds() / 60.0);
    result.problems().forEach(root.putArray("problems")::add);
    ArrayNode faults = root.putArray("faults");
    result.faults().forEach(each -> fault(faults.addObject(), each));
    ArrayNode notReached = root.putArray("notReached");
    result.notReached().forEach(kind -> notReached.add(kind.label()));
    ArrayNode untried = root.putArray("untried");
    result.untried().forEach(kind -> untried.add(kind.label()));
    ObjectNode gaps = root.putObject("longestGapMillis");
    result.longestGaps().forEach((kind, millis) -> gaps.put(kind.label(), millis));
    sent(root.putObject("sent"), result.sent());
    topic(root.putObject("topic"), result.topic());
    ObjectNode tallies = root.putObject("tallies");
    result.tallies().forEach(tallies::put);
    ArrayNode comparisons = root.putArray("comparisons");
    result.comparisons().forEach(each -> comparison(comparisons.addObject(), each));
    return root;
  }

  private static void fault(ObjectNode node, FaultRecord fault) {
    node.put("kind", fault.fault().kind().label());
    node.put("plannedMillis", fault.fault().atMillis());
    node.put("beganMillis", fault.beganMillis());
    node.put("skipped", fault.skipped());
    if (!fault.skipped()) {
      node.put("gapMillis", fault.gapMillis());
    }
    node.put("what", fault.said());
    fault.problem().ifPresent(why -> node.put("problem", why));
  }

  private static void sent(ObjectNode node, ChaosResult.SentCount sent) {
    node.put("requests", sent.requests());
    node.put("bodies", sent.bodies());
    node.put("acknowledged", sent.acknowledged());
    node.put("unanswered", sent.unanswered());
    node.put("refused", sent.refused());
    node.put("hostileAcknowledged", sent.hostileAcknowledged());
  }

  private static void topic(ObjectNode node, TopicCount topic) {
    node.put("records", topic.records());
    node.put("countable", topic.countable());
    node.put("duplicates", topic.duplicates());
    node.put("late", topic.late());
    node.put("conflicting", topic.conflicting());
    node.put("invalid", topic.invalid());
    node.put("unknown", topic.unknown());
    node.put("lost", topic.lost());
    node.put("unansweredStored", topic.unansweredStored());
  }

  private static void comparison(ObjectNode node, Comparison comparison) {
    node.put("place", comparison.place());
    node.put("cells", comparison.cells());
    node.put("reports", comparison.reports());
    node.put("equal", comparison.equal());
    comparison.differences().forEach(node.putArray("differences")::add);
  }
}
