package dev.sluice.gate.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.privacy.registry.Metric;

/**
 * One metric that a rollout must not harm.
 *
 * @param metric the registered metric; it has a headline
 * @param kind whether promotion needs a proof, or only the absence of a disproof
 * @param harmBudget the harm that the whole fleet may bear undetected, in the metric's unit, above
 *     0
 */
public record Guardrail(Metric metric, Kind kind, double harmBudget) {

  /** What a guardrail can do. */
  public enum Kind {
    /** Must be shown to be within its budget before a stage is promoted. */
    @JsonProperty("required")
    REQUIRED,
    /** Need not be shown; proven harm blocks promotion, or rolls back. Costs no devices. */
    @JsonProperty("watch")
    WATCH
  }

  public Guardrail {
    if (!Double.isFinite(harmBudget) || harmBudget <= 0) {
      throw new IllegalArgumentException(
          "harmBudget must be above 0, in the metric's unit, was " + harmBudget);
    }
  }

  public boolean required() {
    return kind == Kind.REQUIRED;
  }
}
