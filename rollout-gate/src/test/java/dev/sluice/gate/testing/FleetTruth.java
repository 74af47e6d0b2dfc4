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
 * @param invalidHarnesses share of its devices whose harness is broken
 * @param ineligible share of the devices, of either arm, that cannot take the release
 */
public record FleetTruth(
    double qualityDrop,
    double slowerShare,
    double crashShare,
    double invalidHarnesses,
    double ineligible) {
  private static final int MEMORY = 1;

  /** Both arms run the same. */
  public static final FleetTruth EQUAL = new FleetTruth(0, 0, 0, 0, 0);

  public static FleetTruth qualityDrop(double drop) {
    return new FleetTruth(drop, 0, 0, 0, 0);
  }

  /** The arms run the same, and some devices of both cannot take the release. */
  public static FleetTruth ineligible(double share) {
    return new FleetTruth(0, 0, 0, 0, share);
  }

  /** The arms run the same, and the candidate's harness is broken on some devices. */
  public static FleetTruth invalidHarnesses(double share) {
    return new FleetTruth(0, 0, 0, share, 0);
  }

  Measurement measure(Metric metric, Arm arm, int deviceClass, SeededRandomness random) {
    boolean candidate = arm == Arm.CANDIDATE;
    boolean invalid = candidate && invalidHarnesses > 0 && random.fraction() < invalidHarnesses;
    return switch (metric.quantity()) {
      case HARNESS_VALIDITY -> new Measurement.Category(invalid ? 1 : 0);
      case ELIGIBILITY -> new Measurement.Category(random.fraction() < ineligible ? MEMORY : 0);
      case PASS_FRACTION ->
          invalid
              ? new Measurement.Missing()
              : quantity(
                  0.86
                      + 0.02 * deviceClass
                      - (candidate ? qualityDrop : 0)
                      + 0.06 * random.normal());
      case SLOW_TTFT_FRACTION ->
          quantity(
              0.10 - 0.02 * deviceClass + (candidate ? slowerShare : 0) + 0.05 * random.normal());
      case SLOW_DECODE_FRACTION -> quantity(0.08 - 0.02 * deviceClass + 0.04 * random.normal());
      case RUN_OUTCOME -> outcome(random.fraction(), candidate ? crashShare : 0);
      case ENERGY_PER_1K_TOKENS -> quantity(100 + 20 * deviceClass + 30 * random.normal());
      case TTFT_OF_ONE_REQUEST -> quantity(Math.exp(6 + 0.7 * random.normal()));
      // Two runs that have nothing in common: less alike than the two of one device.
      case PASS_FRACTION_DIFFERENCE,
          SLOW_TTFT_FRACTION_DIFFERENCE,
          OK_DIFFERENCE,
          HARNESS_VALIDITY_OF_BOTH,
          ELIGIBILITY_FOR_BOTH ->
          PairedDifference.of(
              metric,
              measure(metric.ofOneVersion(), Arm.CANDIDATE, deviceClass, random),
              measure(metric.ofOneVersion(), Arm.CONTROL, deviceClass, random));
    };
  }

  /** Whether a device has no run, and so nothing to say but that. */
  boolean cannotTakeTheRelease(SeededRandomness random) {
    return ineligible > 0 && random.fraction() < ineligible;
  }

  private static Measurement outcome(double draw, double crashes) {
    int category = draw < 0.02 + crashes ? 2 : draw < 0.03 + crashes ? 1 : 0;
    return new Measurement.Category(category);
  }

  private static Measurement quantity(double value) {
    return new Measurement.Quantity(value);
  }
}
