package dev.sluice.gate.policy;

/**
 * A guardrail of a policy on record that the registry of today cannot judge: its metric is gone, or
 * has become another.
 *
 * @param metric what the policy calls it
 * @param kind what the guardrail could do
 * @param harmBudget as it was accepted, in the unit that the metric had
 * @param reason in one sentence, for people
 */
public record LostGuardrail(String metric, Guardrail.Kind kind, double harmBudget, String reason) {

  public boolean required() {
    return kind == Guardrail.Kind.REQUIRED;
  }
}
