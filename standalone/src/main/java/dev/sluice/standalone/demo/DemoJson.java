package dev.sluice.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.ReportedModel;
import java.util.OptionalDouble;

/** The demo's result for programs. What is not known is null. */
final class DemoJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DemoJson() {}

  static String of(DemoResult result) {
    ObjectNode json = NODES.objectNode();
    json.put("seed", result.settings().seed())
        .put("devices", result.settings().devices())
        .put("epsilon", result.settings().epsilon().value())
        .put("design", result.settings().design() == Design.PAIRED ? "paired" : "two-arm");
    ArrayNode rollouts = json.putArray("rollouts");
    result.rollouts().forEach(rollout -> rollouts.add(rollout(rollout)));
    json.set("reconciliation", reconciliation(result.reconciliation()));
    json.put("page", result.page().toString());
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree is always JSON", impossible);
    }
  }

  private static ObjectNode rollout(RolloutResult rollout) {
    RolloutView end = rollout.end();
    ObjectNode json =
        NODES
            .objectNode()
            .put("id", end.id())
            .put("control", label(rollout.comparison().control().model()))
            .put("candidate", label(rollout.comparison().candidate().model()))
            .put("verdict", end.verdict())
            .put("state", end.state())
            .put("stagePercent", end.stagePercent())
            .put("reason", end.present().reason());
    ArrayNode stages = json.putArray("stages");
    end.stages().forEach(stage -> stages.add(stage(stage, rollout)));
    return json;
  }

  private static String label(ReportedModel model) {
    return model.getName() + " " + model.getVersion();
  }

  private static ObjectNode stage(RolloutView.Stage stage, RolloutResult rollout) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("percent", stage.percent())
            .put("firstDay", stage.firstDay().toString())
            .put("lastDay", stage.lastDay().toString())
            .put("reports", stage.reports())
            .put("verdict", stage.verdict())
            .put("reason", stage.reason());
    ArrayNode findings = json.putArray("findings");
    stage.findings().forEach(finding -> findings.add(finding(finding, rollout)));
    return json;
  }

  private static ObjectNode finding(RolloutView.Finding finding, RolloutResult rollout) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("metric", finding.metric())
            .put("unit", finding.unit())
            .put("status", finding.status());
    put(json, "estimate", finding.estimate());
    put(json, "low", finding.low());
    put(json, "high", finding.high());
    json.put("margin", finding.margin());
    put(json, "truth", rollout.truth(finding.metric()));
    return json;
  }

  private static void put(ObjectNode json, String field, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(field, value.getAsDouble());
    } else {
      json.putNull(field);
    }
  }

  private static ObjectNode reconciliation(Reconciliation account) {
    return NODES
        .objectNode()
        .put("sent", account.sent())
        .put("acknowledged", account.acknowledged())
        .put("inKafka", account.counts().inKafka())
        .put("counted", account.counts().counted())
        .put("duplicates", account.counts().duplicates())
        .put("rejected", account.counts().rejected())
        .put("ok", account.ok());
  }
}
