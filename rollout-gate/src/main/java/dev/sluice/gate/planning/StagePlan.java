package dev.sluice.gate.planning;

import java.util.OptionalLong;

/**
 * What one promotion will take.
 *
 * @param percent share of the fleet in the stage
 * @param nextPercent share of the fleet after it
 * @param limitingMetric the required guardrail that needs the most responders
 * @param neededPerArm responders an arm, about whatever metric, since the rollout's start
 * @param availablePerArm responders an arm that the stage can have
 * @param day day of the rollout on which there are enough; empty if there never are
 */
public record StagePlan(
    int percent,
    int nextPercent,
    String limitingMetric,
    long neededPerArm,
    long availablePerArm,
    OptionalLong day) {}
