package dev.sluice.privacy.registry;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that may leave a device. A report names a metric, a class and a tier by their places in the
 * lists, from 0: a place means something only beside the digest of its registry.
 *
 * @param digest first 16 bytes of the SHA-256 of the canonical form, in hexadecimal
 * @param epoch in what a device answers once about a version
 * @param deviceClasses the closed, coarse list, oldest hardware first
 * @param edgeClasses those of them that are shared servers and not devices
 * @param epsilonTiers the public privacy losses that a report may have, ascending
 * @param metrics the metrics, in the file's order
 */
public record MetricRegistry(
    String digest,
    Epoch epoch,
    List<String> deviceClasses,
    Set<String> edgeClasses,
    List<Epsilon> epsilonTiers,
    List<Metric> metrics) {
  private static final int PREFIX_DIGITS = 16;

  public MetricRegistry {
    deviceClasses = List.copyOf(deviceClasses);
    edgeClasses = Set.copyOf(edgeClasses);
    epsilonTiers = List.copyOf(epsilonTiers);
    metrics = List.copyOf(metrics);
  }

  /** How the digest begins: its first 8 bytes in hexadecimal, by which reports name it. */
  public String digestPrefix() {
    return digest.substring(0, PREFIX_DIGITS);
  }

  /** The metric of an id, if it is registered. */
  public Optional<Metric> metric(String id) {
    return metrics.stream().filter(metric -> metric.id().equals(id)).findFirst();
  }

  /** The metric at a place of the list; empty if the list has no such place. */
  public Optional<Metric> metricAt(int place) {
    return at(metrics, place);
  }

  /** The class at a place of the list. */
  public Optional<String> deviceClassAt(int place) {
    return at(deviceClasses, place);
  }

  /** The tier at a place of the list. */
  public Optional<Epsilon> epsilonTierAt(int place) {
    return at(epsilonTiers, place);
  }

  private static <T> Optional<T> at(List<T> list, int place) {
    return place >= 0 && place < list.size() ? Optional.of(list.get(place)) : Optional.empty();
  }

  /**
   * The metrics that devices of a class may be asked about in a design; a draw is by their weights.
   */
  public List<Metric> metrics(Design design, String deviceClass) {
    return metrics.stream()
        .filter(metric -> metric.design() == design && metric.availableOn(deviceClass))
        .toList();
  }

  /** Where the model of a class runs. */
  public Deployment deployment(String deviceClass) {
    return edgeClasses.contains(deviceClass) ? Deployment.EDGE : Deployment.DEVICE;
  }

  /** The classes of a deployment, in the file's order. */
  public List<String> deviceClasses(Deployment deployment) {
    return deviceClasses.stream().filter(each -> deployment(each) == deployment).toList();
  }

  /**
   * Share of the draws of its design that are about a metric, the classes of the deployment being
   * equally common; 0 to 1.
   *
   * @throws java.util.NoSuchElementException if there is no class of the deployment
   */
  public double share(Metric metric, Deployment deployment) {
    return deviceClasses(deployment).stream()
        .mapToDouble(deviceClass -> share(metric, deviceClass))
        .average()
        .orElseThrow();
  }

  private double share(Metric metric, String deviceClass) {
    if (!metric.availableOn(deviceClass)) {
      return 0;
    }
    double all = metrics(metric.design(), deviceClass).stream().mapToDouble(Metric::weight).sum();
    return metric.weight() / all;
  }

  /**
   * Draws the one metric that a report will be about, by the public weights alone. Call it before
   * any measurement is looked at, and once: a second draw would depend on what the first one met.
   *
   * <p>What the class cannot measure and what has expired takes no part: both are known before the
   * draw, and are the same for every device of the class.
   *
   * @return empty if there is nothing that the class may report on that day
   * @throws IllegalArgumentException if the class is not one of {@link #deviceClasses}
   */
  public Optional<Metric> draw(
      String deviceClass, Design design, LocalDate day, Randomness randomness) {
    if (!deviceClasses.contains(deviceClass)) {
      throw new IllegalArgumentException(
          "the device class must be one of " + deviceClasses + ", was " + deviceClass);
    }
    List<Metric> available =
        metrics(design, deviceClass).stream().filter(metric -> metric.reportableOn(day)).toList();
    if (available.isEmpty()) {
      return Optional.empty();
    }
    int ticket = randomness.uniform(available.stream().mapToInt(Metric::weight).sum());
    for (Metric metric : available) {
      ticket -= metric.weight();
      if (ticket < 0) {
        return Optional.of(metric);
      }
    }
    throw new AssertionError("the ticket is below the sum of the weights");
  }
}
