package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;

/**
 * Share of an arm's devices in one category of a metric that guards nothing. It is for people: it
 * says whom the findings speak of, and decides nothing.
 *
 * @param metric its id
 * @param category one of the metric's categories
 * @param arm whose devices; in a paired rollout the candidate's
 * @param reports reports that it is made of
 * @param share the estimate; noise may take it out of 0 to 1
 * @param low lower end of the 95 % interval of noise and sampling, at this one look
 * @param high its upper end
 */
public record Observation(
    String metric, String category, Arm arm, long reports, double share, double low, double high) {}
