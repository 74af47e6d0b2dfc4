package dev.sluice.gate.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** Which keys a policy has. Checked before anything else: a typo is a typo, not a missing value. */
final class PolicyKeys {
  private static final Keys POLICY =
      new Keys(
          Set.of(
              "rollout",
              "control",
              "candidate",
              "fallback",
              "stages",
              "errorRate",
              "horizonDays",
              "guardrails"),
          Set.of(
              "design",
              "deployment",
              "minimumDaysPerStage",
              "minimumReports",
              "classQuorum",
              "invalidHarnessLimit",
              "startDay",
              "noData"));
  private static final Keys MODEL = new Keys(Set.of("name", "version"), Set.of("ggufDigest"));
  private static final Keys GUARDRAIL = new Keys(Set.of("metric", "kind", "harmBudget"), Set.of());

  /** What is wrong with a key, and where it is or should be. */
  record Flaw(String path, String reason) {}

  private record Keys(Set<String> required, Set<String> optional) {

    Optional<Flaw> flaw(JsonNode node, String path) {
      for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!required.contains(name) && !optional.contains(name)) {
          return Optional.of(new Flaw(path + "/" + name, "is not a key that is known here"));
        }
      }
      // In the order of the alphabet, so that the same policy always gets the same answer.
      return required.stream()
          .sorted()
          .filter(name -> !node.has(name))
          .findFirst()
          .map(name -> new Flaw(path + "/" + name, "is missing"));
    }
  }

  private PolicyKeys() {}

  /** The first flaw. Values of the wrong kind are not looked at; they fail later. */
  static Optional<Flaw> flaw(JsonNode policy) {
    Optional<Flaw> flaw = POLICY.flaw(policy, "");
    for (String arm : new String[] {"control", "candidate", "fallback"}) {
      JsonNode model = policy.path(arm);
      if (flaw.isEmpty() && model.isObject()) {
        flaw = MODEL.flaw(model, "/" + arm);
      }
    }
    JsonNode guardrails = policy.path("guardrails");
    for (int i = 0; flaw.isEmpty() && i < guardrails.size(); i++) {
      if (guardrails.get(i) != null && guardrails.get(i).isObject()) {
        flaw = GUARDRAIL.flaw(guardrails.get(i), "/guardrails/" + i);
      }
    }
    return flaw;
  }
}
