package dev.sluice.gate.http;

import dev.sluice.gate.decision.Finding;
import dev.sluice.gate.decision.Judgement;
import dev.sluice.gate.decision.Observation;
import dev.sluice.gate.evidence.Sources;
import dev.sluice.gate.policy.Guardrail;
import dev.sluice.gate.policy.ModelIdentity;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.StageOutcome;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.Digests;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Rollouts as JSON. What is not known is left out. */
final class RolloutJson {
  private RolloutJson() {}

  /** What one wants to know of each of many rollouts. */
  static JsonObject summary(Rollout rollout) {
    Policy policy = rollout.policy();
    return new JsonObject()
        .put("id", rollout.id())
        .put("model", policy.model())
        .put("control", model(policy.control()))
        .put("candidate", model(policy.candidate()))
        .put("fallback", model(policy.fallback()))
        .put("design", policy.design() == Design.PAIRED ? "paired" : "two-arm")
        .put("deployment", policy.deployment().word())
        .put("state", rollout.state().name())
        .put("stageIndex", rollout.stageIndex())
        .put("stagePercent", rollout.candidatePercent())
        .put("verdict", rollout.look().judgement().verdict().name())
        .put("reason", rollout.look().judgement().reason())
        .put("startDay", rollout.startDay().toString())
        .put("stageDay", rollout.stageDay().toString())
        .put("day", rollout.look().day().toString())
        .put("reports", rollout.look().reports())
        .put("sequence", rollout.sequence());
  }

  /** All that there is to know of a rollout. */
  static JsonObject whole(Rollout rollout) {
    Policy policy = rollout.policy();
    return summary(rollout)
        .put("stages", new JsonArray(policy.stages()))
        .put("errorRate", policy.errorRate())
        .put("horizonDays", policy.horizonDays())
        .put("findings", findings(policy, rollout.look().judgement()))
        .put(
            "observations",
            array(rollout.look().judgement().observations(), RolloutJson::observation))
        .put("history", array(rollout.history(), outcome -> outcome(policy, outcome)))
        .put("evidence", evidence(rollout.look().sources()))
        .put("inputsDigest", Digests.hex(rollout.look().inputsDigest()))
        .put("policyDigest", Digests.hex(policy.digest()))
        .put("policy", policy.text());
  }

  private static JsonObject evidence(Sources sources) {
    return new JsonObject()
        .put("registries", reports("registry", sources.registries()))
        .put("leftOut", reports("reason", sources.leftOut()));
  }

  private static JsonArray reports(String name, Map<String, Long> counts) {
    JsonArray array = new JsonArray();
    counts.forEach(
        (key, reports) -> array.add(new JsonObject().put(name, key).put("reports", reports)));
    return array;
  }

  static JsonObject model(ModelIdentity identity) {
    JsonObject json =
        new JsonObject().put("name", identity.name()).put("version", identity.version());
    identity.ggufDigest().ifPresent(digest -> json.put("ggufDigest", digest));
    return json;
  }

  private static JsonObject outcome(Policy policy, StageOutcome outcome) {
    return new JsonObject()
        .put("percent", outcome.percent())
        .put("firstDay", outcome.firstDay().toString())
        .put("lastDay", outcome.lastDay().toString())
        .put("reports", outcome.reports())
        .put("verdict", outcome.judgement().verdict().name())
        .put("reason", outcome.judgement().reason())
        .put("findings", findings(policy, outcome.judgement()));
  }

  private static JsonObject observation(Observation observation) {
    return new JsonObject()
        .put("metric", observation.metric())
        .put("category", observation.category())
        .put("arm", observation.arm().name().toLowerCase(Locale.ROOT))
        .put("share", observation.share())
        .put("low", observation.low())
        .put("high", observation.high())
        .put("reports", observation.reports());
  }

  private static JsonArray findings(Policy policy, Judgement judgement) {
    return array(judgement.findings(), finding -> finding(policy, finding));
  }

  private static JsonObject finding(Policy policy, Finding finding) {
    JsonObject json =
        new JsonObject()
            .put("metric", finding.metric())
            .put("kind", finding.required() ? "required" : "watch")
            .put("status", finding.status().name());
    finding
        .harm()
        .ifPresent(
            harm ->
                json.put("estimate", harm.estimate())
                    .put("low", harm.low())
                    .put("high", harm.high()));
    json.put("margin", finding.margin());
    policy.guardrails().stream()
        .filter(guardrail -> guardrail.metric().id().equals(finding.metric()))
        .findFirst()
        .ifPresent(guardrail -> putGuardrail(json, guardrail));
    json.put("controlReports", finding.controlReports())
        .put("candidateReports", finding.candidateReports());
    finding.reportsNeeded().ifPresent(reports -> json.put("reportsNeeded", reports));
    return json.put("reason", finding.reason());
  }

  private static void putGuardrail(JsonObject json, Guardrail guardrail) {
    json.put("harmBudget", guardrail.harmBudget()).put("unit", guardrail.metric().unit());
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> form) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(form.apply(item)));
    return array;
  }
}
