package dev.sluice.gate.testing;

import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;

/** Policies to test with. */
public final class TestPolicies {
  public static final MetricRegistry REGISTRY = BundledRegistry.load();

  /** The bundled registry alone. */
  public static final Registries REGISTRIES = Registries.of(REGISTRY);

  private TestPolicies() {}

  /** The bundled registry with some of its text replaced. */
  public static MetricRegistry registryWith(String old, String replacement) {
    return registry(BundledRegistry.text().replace(old, replacement));
  }

  public static MetricRegistry registry(String yaml) {
    try {
      return RegistryParser.parse(yaml, "test");
    } catch (RegistryException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The bundled example. */
  public static Policy example() {
    return parse(ExamplePolicy.text());
  }

  /** The bundled example with some of its text replaced. */
  public static Policy exampleWith(String old, String replacement) {
    return parse(ExamplePolicy.text().replace(old, replacement));
  }

  /** The bundled example about edge servers, under a name of its own. */
  public static Policy edge(String rollout) {
    return parse(
        ExamplePolicy.text()
            .replace("deployment: device", "deployment: edge")
            .replace("rollout: tiny-1.1.0", "rollout: " + rollout)
            .replace("  - {metric: energy, kind: watch, harmBudget: 18}\n", ""));
  }

  /** The bundled example of the paired design. */
  public static Policy paired() {
    return parse(ExamplePolicy.paired());
  }

  public static Policy parse(String yaml) {
    try {
      return PolicyParser.parse(yaml, "test.yaml", REGISTRY);
    } catch (PolicyException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
