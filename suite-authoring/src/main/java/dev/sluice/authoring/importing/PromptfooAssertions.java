package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a promptfoo test and those of all tests demand, as far as a suite can mark it. */
final class PromptfooAssertions {

  private static final Set<String> KNOWN = Set.of("type", "value");
  private static final Set<String> KNOWN_IN_LATENCY = Set.of("type", "threshold");

  private final JsonNode byDefault;
  private final PromptfooFiles files;
  private final List<Loss> losses;

  PromptfooAssertions(JsonNode byDefault, PromptfooFiles files, List<Loss> losses) {
    this.byDefault = byDefault;
    this.files = files;
    this.losses = losses;
  }

  /** Those that can be marked; each of the others is reported. */
  List<PromptfooAssertion> of(String id, JsonNode test, Map<String, String> variables) {
    List<PromptfooAssertion> assertions = new ArrayList<>();
    for (JsonNode node : declared(test)) {
      if (PromptfooLatency.isBound(node)) {
        UnknownKeys.note(id + ", assert latency", node, KNOWN_IN_LATENCY, losses);
        continue; // a bound for the whole suite
      }
      one(id, node, variables).ifPresent(assertions::add);
    }
    return JoinedContains.joined(assertions);
  }

  /**
   * Whether a test's own threshold says nothing: of one assertion that passes or does not, every
   * share is the whole.
   */
  boolean isIdle(JsonNode threshold, JsonNode test) {
    double share = threshold.asDouble();
    return share > 0 && share <= 1 && declared(test).size() == 1;
  }

  /** A set without a threshold of its own demands all of it, as if it were written out. */
  private List<JsonNode> declared(JsonNode test) {
    List<JsonNode> declared = new ArrayList<>();
    for (JsonNode from : List.of(test.path("assert"), byDefault)) {
      for (JsonNode node : from) {
        if (node.path("type").asText().equals("assert-set") && !node.has("threshold")) {
          node.path("assert").forEach(declared::add);
        } else {
          declared.add(node);
        }
      }
    }
    return declared;
  }

  private Optional<PromptfooAssertion> one(
      String id, JsonNode node, Map<String, String> variables) {
    String type = node.path("type").asText();
    if (node.has("weight") && node.path("weight").asDouble(1) == 0) {
      losses.add(new Loss(id, "assert " + type + " of weight 0 demands nothing, and is left out"));
      return Optional.empty();
    }
    Optional<PromptfooAssertion> assertion = marked(id, type, node.path("value"), variables);
    if (assertion.isPresent()) {
      UnknownKeys.note(id + ", assert " + type, node, KNOWN, losses);
    }
    return assertion;
  }

  private Optional<PromptfooAssertion> marked(
      String id, String type, JsonNode value, Map<String, String> variables) {
    try {
      Optional<PromptfooAssertion> marked =
          PromptfooAssertion.of(type, files.demanded(value), variables);
      if (marked.isEmpty()) {
        losses.add(new Loss(id, PromptfooAssertion.reason(type)));
      }
      return marked;
    } catch (ImportException e) {
      losses.add(new Loss(id, "assert " + type + ": " + e.getMessage()));
      return Optional.empty();
    }
  }
}
