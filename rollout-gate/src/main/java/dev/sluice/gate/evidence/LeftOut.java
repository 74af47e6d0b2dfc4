package dev.sluice.gate.evidence;

import java.util.Locale;

/**
 * Why an aggregate is no evidence. A closed list: operators count by it. "The registry" is the one
 * that its reports were made by, or the present one: what counts is known to both.
 */
public enum LeftOut {
  /** Its bytes are no aggregate that is known here. */
  UNREADABLE,
  /** It does not say what the key of its record says. */
  OTHER_KEY,
  /** Its reports were made by a registry that the gate was not given. */
  OTHER_REGISTRY,
  /** Its registry has devices answer once in another epoch: they may answer here twice. */
  OTHER_EPOCH,
  /** Its class is of devices in one registry and of servers in the other. */
  OTHER_DEPLOYMENT,
  /** Its metric has the name of a present one and is another thing. */
  OTHER_DEFINITION,
  /** The registry has no such class of devices. */
  UNKNOWN_DEVICE_CLASS,
  /** The registry has no such tier. */
  UNKNOWN_EPSILON_TIER,
  /** The registry has no such metric. */
  UNKNOWN_METRIC,
  /** The metric is not to be measured on that class of devices. */
  METRIC_UNAVAILABLE,
  /** The metric has another mechanism. */
  OTHER_MECHANISM,
  /** A difference without a baseline, or a baseline without a difference. */
  BASELINE_MISMATCH,
  /** Sums that cannot be the metric's. */
  IMPOSSIBLE_SUMS;

  /** The reason as metrics name it, such as {@code other-registry}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
