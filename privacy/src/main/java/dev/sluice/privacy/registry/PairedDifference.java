package dev.sluice.privacy.registry;

import dev.sluice.privacy.mechanism.Measurement;

/**
 * What a paired run measures: the candidate's value minus the baseline's, of one device; of
 * categories, which cannot be subtracted, one for both.
 *
 * <p>By intention to treat, on either side: a version whose run came to nothing has its quantity's
 * worst value, so that a crash of one of them counts against that one, and two crashes, which say
 * nothing about the versions, are no difference.
 */
public final class PairedDifference {
  private static final int GOOD = 0;

  private PairedDifference() {}

  /**
   * The difference of two measurements of {@link Metric#ofOneVersion}.
   *
   * @param metric a metric of the paired design
   * @throws IllegalArgumentException if it is not
   */
  public static Measurement of(Metric metric, Measurement candidate, Measurement baseline) {
    if (metric.design() != Design.PAIRED) {
      throw new IllegalArgumentException(metric.id() + " is no difference");
    }
    return switch (metric.quantity()) {
      case HARNESS_VALIDITY_OF_BOTH -> isGood(candidate) ? baseline : candidate;
      // The version before is on the device: only the release can be out of its reach.
      case ELIGIBILITY_FOR_BOTH -> candidate;
      default -> new Measurement.Quantity(value(metric, candidate) - value(metric, baseline));
    };
  }

  private static boolean isGood(Measurement measurement) {
    return !(measurement instanceof Measurement.Category category) || category.index() == GOOD;
  }

  private static double value(Metric metric, Measurement measurement) {
    if (measurement instanceof Measurement.Category category) {
      return category.index() == GOOD ? 1 : 0;
    }
    if (measurement instanceof Measurement.Quantity quantity && Double.isFinite(quantity.value())) {
      return quantity.value();
    }
    MeasuredQuantity ofOne = metric.quantity().ofOneVersion();
    return metric.direction() == Direction.HIGHER_IS_BETTER ? ofOne.least() : ofOne.most();
  }
}
