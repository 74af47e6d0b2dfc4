package dev.sluice.admission;

import java.util.Locale;

/**
 * Why bytes are no report that may be counted. The codes are part of the contract: the gateway
 * tells them to its senders, and the job publishes them in tallies.
 */
public enum Refusal {
  /** Not the one length that reports have. */
  WRONG_LENGTH,
  /** Not in single-object encoding. */
  NOT_SINGLE_OBJECT,
  /** Of a schema that is in no known table. */
  UNKNOWN_SCHEMA,
  /** Not one whole record. */
  MALFORMED,
  /** A field breaks the bounds of the format. */
  FIELD_OUT_OF_BOUNDS,
  /** Something was hidden behind the record. */
  NONZERO_PADDING,
  /** A day further back than is believed. */
  DAY_TOO_OLD,
  /** A day further ahead than is believed. */
  DAY_IN_FUTURE,
  /** Made with a registry that is not admitted. */
  REGISTRY_MISMATCH,
  /** A place where the registry has no device class. */
  UNKNOWN_DEVICE_CLASS,
  /** A place where the registry has no privacy loss, or one above the metric's. */
  UNKNOWN_EPSILON_TIER,
  /** A place where the registry has no metric. */
  UNKNOWN_METRIC,
  /** A metric that had expired on the report's day. */
  METRIC_EXPIRED,
  /** A metric that the device class cannot measure. */
  METRIC_UNAVAILABLE,
  /** A difference without a baseline, or a baseline with something else. */
  BASELINE_MISMATCH,
  /** A payload that the mechanism cannot have made. */
  IMPOSSIBLE_PAYLOAD;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The code on the wire, for example {@code wrong-length}. */
  public String code() {
    return code;
  }
}
