package dev.sluice.privacy.registry;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Mechanism;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * One registered metric: the only kind of number that may leave a device.
 *
 * @param id name on the wire, 1 to 24 characters
 * @param group the question that it helps to answer; the group's share of the draws is the sum of
 *     its metrics' weights
 * @param purpose why it is collected, for the people it is collected from
 * @param unit unit of the estimate
 * @param quantity what the probe measures
 * @param threshold the public limit of a slow fraction, in the quantity's unit; otherwise empty
 * @param direction which way is good
 * @param weight weight of the draw: of a thousand draws of its design, how many are about it
 * @param mechanism how it is privatised and estimated
 * @param epsilon the most that a report about it may lose, a tier of the registry
 * @param unavailableOn device classes that cannot measure it; known before any draw
 * @param owner who answers for it
 * @param expires last day on which a device may report it
 * @param review where its privacy review is written down
 */
public record Metric(
    String id,
    String group,
    String purpose,
    String unit,
    MeasuredQuantity quantity,
    Optional<Double> threshold,
    Direction direction,
    int weight,
    Mechanism mechanism,
    Epsilon epsilon,
    Set<String> unavailableOn,
    String owner,
    LocalDate expires,
    String review) {

  public Metric {
    unavailableOn = Set.copyOf(unavailableOn);
  }

  /** The runs that it takes. */
  public Design design() {
    return quantity.design();
  }

  /** The same of a single version: what a paired run reads off each of its two halves. */
  public Metric ofOneVersion() {
    return new Metric(
        id,
        group,
        purpose,
        unit,
        quantity.ofOneVersion(),
        threshold,
        direction,
        weight,
        mechanism,
        epsilon,
        unavailableOn,
        owner,
        expires,
        review);
  }

  /** Whether devices of a class can report this metric. */
  public boolean availableOn(String deviceClass) {
    return !unavailableOn.contains(deviceClass);
  }

  /** Whether devices may still report this metric on a day. */
  public boolean reportableOn(LocalDate day) {
    return !day.isAfter(expires);
  }

  /** What a report about this metric loses on a device that would spend so much. */
  public Epsilon limited(Epsilon wanted) {
    return wanted.compareTo(epsilon) > 0 ? epsilon : wanted;
  }
}
