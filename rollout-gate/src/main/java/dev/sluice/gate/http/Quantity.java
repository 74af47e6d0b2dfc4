package dev.sluice.gate.http;

import dev.sluice.privacy.registry.Metric;
import java.util.Locale;

/** Differences of a metric as people read them: fractions in percentage points. */
record Quantity(double scale, String unit) {

  static Quantity of(Metric metric) {
    return metric.unit().startsWith("fraction")
        ? new Quantity(100, "points")
        : new Quantity(1, metric.unit());
  }

  /** A difference with its sign. */
  String signed(double value) {
    return String.format(Locale.ROOT, "%+.2f", value * scale);
  }

  /** A difference with sign and unit. */
  String full(double value) {
    return signed(value) + " " + unit;
  }
}
