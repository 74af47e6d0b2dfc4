package dev.sluice.probe.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.schedule.Decision;
import dev.sluice.probe.schedule.Spent;
import dev.sluice.probe.schedule.WaitReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What an agent does and why it waits, for the device's owner. No time of day, no result and no
 * answer is in it.
 */
record AgentStatus(ObjectNode json) {
  /** It has begun and not looked yet. */
  static final String STARTING = "starting";

  /** It has ended in order. */
  static final String ENDED = "ended";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static AgentStatus of(
      Consent consent,
      Tasks tasks,
      Decision decision,
      Set<WaitReason> network,
      ExchangeNews exchange,
      LedgerState ledger,
      Spent spent) {
    ObjectNode json = begin(decision instanceof Decision.RunNow ? "running" : "waiting", consent);
    json.set("reasons", decision instanceof Decision.Wait wait ? reasons(wait.reasons()) : array());
    json.set("networkReasons", reasons(network));
    json.put("flags", exchange.flags());
    exchange.tokens().ifPresent(tokens -> json.set("tokens", tokens.json()));
    ArrayNode models = json.putArray("models");
    tasks.standings().forEach(standing -> models.add(standing(standing)));
    json.put("reportsWaiting", ledger.unsettled().size());
    json.putObject("spentToday")
        .put("seconds", spent.time().toSeconds())
        .put("joules", Math.round(spent.joules()));
    return new AgentStatus(json);
  }

  /** Something stands in the way that is no matter of policy. */
  static AgentStatus troubled(Consent consent, String trouble) {
    return new AgentStatus(begin("troubled", consent).put("trouble", trouble));
  }

  /** The same under another state: which version to run here is still what was found last. */
  static AgentStatus restated(ObjectNode last, String state, Consent consent) {
    ObjectNode json = begin(state, consent);
    last.properties().forEach(each -> json.putIfAbsent(each.getKey(), each.getValue()));
    return new AgentStatus(json);
  }

  /** Why nothing is done, in one line; empty while something is. */
  String words() {
    if (json.has("trouble")) {
      return json.get("trouble").asText();
    }
    List<String> words = new ArrayList<>();
    json.path("reasons").forEach(reason -> words.add(reason.path("words").asText()));
    return words.isEmpty() ? "" : "waiting: " + String.join("; ", words);
  }

  private static ObjectNode begin(String state, Consent consent) {
    return NODES.objectNode().put("state", state).put("consent", consent.toString());
  }

  private static ArrayNode reasons(Collection<WaitReason> reasons) {
    ArrayNode json = array();
    reasons.stream()
        .sorted()
        .forEach(
            reason ->
                json.addObject().put("reason", reason.wireName()).put("words", reason.words()));
    return json;
  }

  private static ObjectNode standing(Tasks.Standing standing) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("model", standing.model())
            .put("version", standing.runs())
            .put("rollout", standing.rollout())
            .put("part", standing.part());
    standing.waits().ifPresent(reason -> json.put("noReport", reason.wireName()));
    return json;
  }

  private static ArrayNode array() {
    return NODES.arrayNode();
  }
}
