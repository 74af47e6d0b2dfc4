package dev.sluice.probe.bench;

import java.util.Locale;

/** What a figure is expected to keep to. */
public sealed interface Limit {

  /** The median at least this much. */
  record AtLeast(double value) implements Limit {
    @Override
    public boolean holds(double median, double max) {
      return median >= value;
    }

    @Override
    public String key() {
      return "atLeast";
    }
  }

  /** The median at most this much. */
  record AtMost(double value) implements Limit {
    @Override
    public boolean holds(double median, double max) {
      return median <= value;
    }

    @Override
    public String key() {
      return "atMost";
    }
  }

  /** At most this much in every round: for what must never be, however seldom. */
  record EachAtMost(double value) implements Limit {
    @Override
    public boolean holds(double median, double max) {
      return max <= value;
    }

    @Override
    public String key() {
      return "eachAtMost";
    }
  }

  /** The number itself, in the figure's unit. */
  double value();

  /** What it demands of the number, as programs read it. */
  String key();

  /** Whether values with this median, the largest of them {@code max}, keep to it. */
  boolean holds(double median, double max);

  /** Such as {@code each at most 5}. */
  default String words() {
    String plain =
        value() == Math.rint(value()) ? Long.toString((long) value()) : Double.toString(value());
    return key().replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT) + " " + plain;
  }
}
