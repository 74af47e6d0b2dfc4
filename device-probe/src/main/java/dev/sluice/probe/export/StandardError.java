package dev.sluice.probe.export;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The standard error of a mean: the sample's standard deviation (n - 1 below) over the root of n,
 * as lm-eval has it. It assumes that items are a random sample and do not resemble each other.
 */
final class StandardError {

  private StandardError() {}

  /** Absent for fewer than two values: one says nothing about spread. */
  static OptionalDouble of(double[] values) {
    OptionalDouble deviation = deviation(values);
    return deviation.isEmpty()
        ? deviation
        : OptionalDouble.of(deviation.getAsDouble() / Math.sqrt(values.length));
  }

  /** The sample's standard deviation; absent for fewer than two values. */
  static OptionalDouble deviation(double[] values) {
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (values.length - 1)));
  }
}
