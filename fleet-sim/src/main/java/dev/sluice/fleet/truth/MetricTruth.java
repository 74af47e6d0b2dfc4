package dev.sluice.fleet.truth;

/**
 * The expected estimates of one metric, were every device to report it for both versions.
 *
 * @param metric the metric's id
 * @param control mean over the fleet with the control version, in the metric's unit; of a
 *     difference 0
 * @param candidate the same with the candidate; of a difference its mean
 * @param harm the difference candidate - control, turned so that positive is worse
 */
public record MetricTruth(String metric, double control, double candidate, double harm) {}
