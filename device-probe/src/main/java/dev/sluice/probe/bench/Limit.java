package dev.sluice.probe.bench;

/** What a figure is expected to keep to. */
public sealed interface Limit {

  /** At least this much. */
  record AtLeast(double value) implements Limit {}

  /** At most this much. */
  record AtMost(double value) implements Limit {}

  default boolean holds(double measured) {
    if (this instanceof AtLeast atLeast) {
      return measured >= atLeast.value();
    }
    return this instanceof AtMost atMost && measured <= atMost.value();
  }
}
