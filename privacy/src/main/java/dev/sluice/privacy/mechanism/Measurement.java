package dev.sluice.privacy.mechanism;

/** What a device measured for one metric, before it is privatised. */
public sealed interface Measurement {

  /** A quantity in the metric's unit; any double, also NaN: the mechanism checks. */
  record Quantity(double value) implements Measurement {}

  /** One of a closed list of categories, by its index. */
  record Category(int index) implements Measurement {}

  /**
   * The run did not come to a value. It is encoded as the worst value, so that a model that crashes
   * cannot hide its quality, and so that missing data leave no trace of their own.
   */
  record Missing() implements Measurement {}
}
