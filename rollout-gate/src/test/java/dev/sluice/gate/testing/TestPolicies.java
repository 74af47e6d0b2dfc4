package dev.sluice.gate.testing;

import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;

/** Policies to test with. */
public final class TestPolicies {
  public static final MetricRegistry REGISTRY = BundledRegistry.load();

  private TestPolicies() {}

  /** The bundled example. */
  public static Policy example() {
    return parse(ExamplePolicy.text());
  }

  /** The bundled example with some of its text replaced. */
  public static Policy exampleWith(String old, String replacement) {
    return parse(ExamplePolicy.text().replace(old, replacement));
  }

  /** The bundled example, its three required guardrails as differences on each device. */
  public static Policy paired() {
    return parse(pairedText());
  }

  public static String pairedText() {
    return """
        rollout: tiny-1.1.0
        control: {name: tiny, version: 1.0.0}
        candidate: {name: tiny, version: 1.1.0}
        fallback: {name: tiny, version: 1.0.0}
        design: paired
        stages: [5, 10, 25, 75, 100]
        errorRate: 0.005
        horizonDays: 28
        guardrails:
          - {metric: quality_difference, kind: required, harmBudget: 0.02}
          - {metric: ttft_slow_difference, kind: required, harmBudget: 0.019}
          - {metric: outcome_difference, kind: required, harmBudget: 0.05}
        """;
  }

  public static Policy parse(String yaml) {
    try {
      return PolicyParser.parse(yaml, "test.yaml", REGISTRY);
    } catch (PolicyException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
