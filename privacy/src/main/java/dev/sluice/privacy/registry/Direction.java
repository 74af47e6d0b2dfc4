package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a metric is good. */
public enum Direction {
  @JsonProperty("higher-is-better")
  HIGHER_IS_BETTER,
  @JsonProperty("lower-is-better")
  LOWER_IS_BETTER;

  /** The difference candidate - control, turned so that positive is harm. */
  public double harm(double control, double candidate) {
    return this == HIGHER_IS_BETTER ? control - candidate : candidate - control;
  }
}
