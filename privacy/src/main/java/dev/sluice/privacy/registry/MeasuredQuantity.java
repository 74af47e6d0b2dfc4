package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The closed list of what a probe can measure. A metric names one; there is no free expression. */
public enum MeasuredQuantity {
  /** Share of items passed, over all suites; 0 to 1. */
  @JsonProperty("pass-fraction")
  PASS_FRACTION,
  /** Share of requests whose time to first token exceeds the metric's threshold in ms; 0 to 1. */
  @JsonProperty("slow-ttft-fraction")
  SLOW_TTFT_FRACTION,
  /** Share of requests that decode fewer tokens a second than the threshold; 0 to 1. */
  @JsonProperty("slow-decode-fraction")
  SLOW_DECODE_FRACTION,
  /** How the run went: ok, fallback, crash, or both. A category. */
  @JsonProperty("run-outcome")
  RUN_OUTCOME,
  /** Joules for a thousand generated tokens; above 0. */
  @JsonProperty("energy-per-1k-tokens")
  ENERGY_PER_1K_TOKENS,
  /** Time to first token of one request, drawn at random, in ms; above 0. */
  @JsonProperty("ttft-of-one-request")
  TTFT_OF_ONE_REQUEST
}
