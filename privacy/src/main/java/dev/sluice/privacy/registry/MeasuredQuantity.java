package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The closed list of what a probe can measure. A metric names one; there is no free expression. */
public enum MeasuredQuantity {
  /** Share of items passed, over all suites; 0 to 1. */
  @JsonProperty("pass-fraction")
  PASS_FRACTION(Design.TWO_ARM, 0, 1),
  /** Share of requests whose time to first token exceeds the metric's threshold in ms; 0 to 1. */
  @JsonProperty("slow-ttft-fraction")
  SLOW_TTFT_FRACTION(Design.TWO_ARM, 0, 1),
  /** Share of requests that decode fewer tokens a second than the threshold; 0 to 1. */
  @JsonProperty("slow-decode-fraction")
  SLOW_DECODE_FRACTION(Design.TWO_ARM, 0, 1),
  /** How the run went: one of {@link #OUTCOMES}. A category. */
  @JsonProperty("run-outcome")
  RUN_OUTCOME(Design.TWO_ARM, 0, 1),
  /** Joules for a thousand generated tokens; above 0. */
  @JsonProperty("energy-per-1k-tokens")
  ENERGY_PER_1K_TOKENS(Design.TWO_ARM, 0, Double.MAX_VALUE),
  /** Time to first token of one request, drawn at random, in ms; above 0. */
  @JsonProperty("ttft-of-one-request")
  TTFT_OF_ONE_REQUEST(Design.TWO_ARM, 0, Double.MAX_VALUE),
  /** Pass fraction of the candidate minus that of the baseline, on the same items; -1 to 1. */
  @JsonProperty("pass-fraction-difference")
  PASS_FRACTION_DIFFERENCE(Design.PAIRED, -1, 1),
  /** Slow-ttft fraction of the candidate minus that of the baseline; -1 to 1. */
  @JsonProperty("slow-ttft-fraction-difference")
  SLOW_TTFT_FRACTION_DIFFERENCE(Design.PAIRED, -1, 1),
  /** 1 if only the candidate's run was ok, -1 if only the baseline's was, else 0. */
  @JsonProperty("ok-difference")
  OK_DIFFERENCE(Design.PAIRED, -1, 1),
  /** Whether the run's controls came out as they must: one of {@link #HARNESSES}. A category. */
  @JsonProperty("harness-validity")
  HARNESS_VALIDITY(Design.TWO_ARM, 0, 1),
  /** The same of both runs: invalid if either was. A category. */
  @JsonProperty("harness-validity-of-both")
  HARNESS_VALIDITY_OF_BOTH(Design.PAIRED, 0, 1),
  /** Whether the device can take the release, and why not: {@link #ELIGIBILITIES}. A category. */
  @JsonProperty("eligibility")
  ELIGIBILITY(Design.TWO_ARM, 0, 1),
  /** The same of a device that would run the version before beside it. A category. */
  @JsonProperty("eligibility-for-both")
  ELIGIBILITY_FOR_BOTH(Design.PAIRED, 0, 1);

  /** The categories of {@link #RUN_OUTCOME}, the good one first. */
  public static final List<String> OUTCOMES = List.of("ok", "fallback", "crash", "both");

  /** The categories of {@link #HARNESS_VALIDITY}, the good one first. */
  public static final List<String> HARNESSES = List.of("valid", "invalid");

  /** The categories of {@link #ELIGIBILITY}: that it can, or the first reason why it cannot. */
  public static final List<String> ELIGIBILITIES =
      List.of(
          "eligible",
          "memory",
          "disk",
          "runtime-too-old",
          "architecture",
          "cpu-features",
          "operating-system",
          "other");

  private final Design design;
  private final double least;
  private final double most;

  MeasuredQuantity(Design design, double least, double most) {
    this.design = design;
    this.least = least;
    this.most = most;
  }

  /** The runs that it takes. */
  public Design design() {
    return design;
  }

  /** Of a quantity of two runs, the one that is read off each of them; of any other, itself. */
  public MeasuredQuantity ofOneVersion() {
    return switch (this) {
      case PASS_FRACTION_DIFFERENCE -> PASS_FRACTION;
      case SLOW_TTFT_FRACTION_DIFFERENCE -> SLOW_TTFT_FRACTION;
      case OK_DIFFERENCE -> RUN_OUTCOME;
      case HARNESS_VALIDITY_OF_BOTH -> HARNESS_VALIDITY;
      case ELIGIBILITY_FOR_BOTH -> ELIGIBILITY;
      default -> this;
    };
  }

  /** The closed list that its values are from, the good one first; empty if it is a number. */
  public List<String> categories() {
    return switch (this) {
      case RUN_OUTCOME -> OUTCOMES;
      case HARNESS_VALIDITY, HARNESS_VALIDITY_OF_BOTH -> HARNESSES;
      case ELIGIBILITY, ELIGIBILITY_FOR_BOTH -> ELIGIBILITIES;
      default -> List.of();
    };
  }

  /** Whether it is about the validity of harnesses. */
  public boolean isHarnessValidity() {
    return this == HARNESS_VALIDITY || this == HARNESS_VALIDITY_OF_BOTH;
  }

  /** Whether it is about who can take a release: known before any run, and not by one. */
  public boolean isEligibility() {
    return this == ELIGIBILITY || this == ELIGIBILITY_FOR_BOTH;
  }

  /** Least possible value. */
  public double least() {
    return least;
  }

  /** Greatest possible value. */
  public double most() {
    return most;
  }

  /** Whether it counts what lies beyond a public threshold. */
  public boolean hasThreshold() {
    return this == SLOW_TTFT_FRACTION
        || this == SLOW_DECODE_FRACTION
        || this == SLOW_TTFT_FRACTION_DIFFERENCE;
  }
}
