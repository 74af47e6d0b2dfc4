package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * In what a device answers once about a model version, whichever metric was drawn. It belongs to
 * the registry and not to a metric: the answer is one, before a metric is drawn.
 */
public enum Epoch {
  /** A rollout. */
  @JsonProperty("rollout")
  ROLLOUT,
  /** A period of 28 days. */
  @JsonProperty("28-days")
  DAYS_28
}
