package dev.sluice.gate.testing;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.PairedDifference;

/**
 * What the devices of a simulated fleet measure.
 *
 * @param qualityDrop by how much the candidate's pass rate is lower, before clipping
 * @param slowerShare by how much its share of slow first tokens is higher
 * @param crashShare by how much its share of crashes is higher
 */
public record FleetTruth(double qualityDrop, double slowerShare, double crashShare) {
  /** Both arms run the same. */
  public static final FleetTruth EQUAL = new FleetTruth(0, 0, 0);

  public static FleetTruth qualityDrop(double drop) {
    return new FleetTruth(drop, 0, 0);
  }

  Measurement measure(Metric metric, Arm arm, int deviceClass, SeededRandomness random) {
    boolean candidate = arm == Arm.CANDIDATE;
    return switch (metric.quantity()) {
      case PASS_FRACTION ->
          quantity(
              0.86 + 0.02 * deviceClass - (candidate ? qualityDrop : 0) + 0.06 * random.normal());
      case SLOW_TTFT_FRACTION ->
          quantity(
              0.10 - 0.02 * deviceClass + (candidate ? slowerShare : 0) + 0.05 * random.normal());
      case SLOW_DECODE_FRACTION -> quantity(0.08 - 0.02 * deviceClass + 0.04 * random.normal());
      case RUN_OUTCOME -> outcome(random.fraction(), candidate ? crashShare : 0);
      case ENERGY_PER_1K_TOKENS -> quantity(100 + 20 * deviceClass + 30 * random.normal());
      case TTFT_OF_ONE_REQUEST -> quantity(Math.exp(6 + 0.7 * random.normal()));
      // Two runs that have nothing in common: less alike than the two of one device.
      case PASS_FRACTION_DIFFERENCE, SLOW_TTFT_FRACTION_DIFFERENCE, OK_DIFFERENCE ->
          PairedDifference.of(
              metric,
              measure(metric.ofOneVersion(), Arm.CANDIDATE, deviceClass, random),
              measure(metric.ofOneVersion(), Arm.CONTROL, deviceClass, random));
    };
  }

  private static Measurement outcome(double draw, double crashes) {
    int category = draw < 0.02 + crashes ? 2 : draw < 0.03 + crashes ? 1 : 0;
    return new Measurement.Category(category);
  }

  private static Measurement quantity(double value) {
    return new Measurement.Quantity(value);
  }
}
