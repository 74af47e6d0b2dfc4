package dev.sluice.gate.planning;

import dev.sluice.gate.decision.RequiredInformation;
import dev.sluice.gate.policy.Guardrail;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Foresees a rollout: with C responders an arm about a metric, each of variance V, the difference
 * has the information C / (2 V), and C / V where each responder reports a difference; a responder
 * is about the metric by the public weight of its draw.
 */
public final class Planner {
  private final MetricRegistry registry;
  private final Policy policy;
  private final FleetAssumptions fleet;

  private Planner(MetricRegistry registry, Policy policy, FleetAssumptions fleet) {
    this.registry = registry;
    this.policy = policy;
    this.fleet = fleet;
  }

  /** The plan for a policy on a fleet. */
  public static Plan plan(MetricRegistry registry, Policy policy, FleetAssumptions fleet) {
    return new Planner(registry, policy, fleet).plan();
  }

  private Plan plan() {
    List<StagePlan> stages = new ArrayList<>();
    double responders = 0;
    OptionalLong day = OptionalLong.of(0);
    for (int stage = 0; stage < policy.transitions(); stage++) {
      Guardrail limiting = limiting(stage);
      double needed = needed(limiting, stage);
      double available = fleet.respondersPerArm(policy.stages().get(stage));
      if (day.isPresent()) {
        int days = 0;
        while (days < policy.minimumDaysPerStage()
            || (responders < needed && days <= policy.horizonDays())) {
          responders += (available - responders) * fleet.daily();
          days++;
        }
        day = responders < needed ? OptionalLong.empty() : OptionalLong.of(day.getAsLong() + days);
      }
      stages.add(
          new StagePlan(
              policy.stages().get(stage),
              policy.stages().get(stage + 1),
              limiting.metric().id(),
              (long) Math.ceil(needed),
              (long) available,
              day));
    }
    return new Plan(
        stages, day.isPresent() && day.getAsLong() < policy.horizonDays(), fittingWeights());
  }

  private Guardrail limiting(int stage) {
    return required().stream()
        .reduce((a, b) -> needed(a, stage) >= needed(b, stage) ? a : b)
        .orElseThrow(() -> new IllegalArgumentException("a policy has a required guardrail"));
  }

  private List<Guardrail> required() {
    return policy.guardrails().stream().filter(Guardrail::required).toList();
  }

  /** Responders an arm, about whatever metric. */
  private double needed(Guardrail guardrail, int stage) {
    return Math.max(reportsAbout(guardrail, stage), policy.minimumReports())
        / registry.share(guardrail.metric(), policy.deployment());
  }

  private double reportsAbout(Guardrail guardrail, int stage) {
    Metric metric = guardrail.metric();
    double variance = ReportVariance.of(metric.mechanism(), metric.limited(fleet.epsilon()));
    int arms = policy.design() == Design.PAIRED ? 1 : 2;
    return arms
        * variance
        * RequiredInformation.toPromote(policy, guardrail, policy.fraction(stage + 1));
  }

  private Map<String, Long> fittingWeights() {
    int last = policy.transitions() - 1;
    double all = required().stream().mapToDouble(guardrail -> reportsAbout(guardrail, last)).sum();
    Map<String, Long> weights = new HashMap<>();
    for (Guardrail guardrail : required()) {
      weights.put(guardrail.metric().id(), Math.round(100 * reportsAbout(guardrail, last) / all));
    }
    return weights;
  }
}
