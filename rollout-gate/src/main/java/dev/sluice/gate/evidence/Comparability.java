package dev.sluice.gate.evidence;

import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import java.util.List;
import java.util.Optional;

/**
 * Which reports of other registries say the same as those of the present one, by which rollouts are
 * judged, and may be added to them.
 *
 * <p>A metric is the same if it has the same name, quantity, unit, threshold, direction and
 * mechanism, with its range, categories or edges: then one device would have encoded one
 * measurement alike by either registry. Its weight and its last day say who is asked and how often,
 * and not what; its group, purpose, owner and review are for people. The epoch must be the same, so
 * that a device answers once whichever registry it has meanwhile.
 *
 * @param registries the present one and those whose reports count beside
 */
public record Comparability(Registries registries) {

  /**
   * Why reports of a registry about one of its metrics, of a class of devices, do not count; empty
   * if they do.
   */
  public Optional<LeftOut> objection(MetricRegistry from, Metric theirs, String deviceClass) {
    return objection(from, deviceClass).or(() -> objection(theirs, deviceClass));
  }

  private Optional<LeftOut> objection(MetricRegistry from, String deviceClass) {
    MetricRegistry present = registries.present();
    if (from.epoch() != present.epoch()) {
      return Optional.of(LeftOut.OTHER_EPOCH);
    }
    if (!present.deviceClasses().contains(deviceClass)
        || !from.deviceClasses().contains(deviceClass)) {
      return Optional.of(LeftOut.UNKNOWN_DEVICE_CLASS);
    }
    return from.deployment(deviceClass) == present.deployment(deviceClass)
        ? Optional.empty()
        : Optional.of(LeftOut.OTHER_DEPLOYMENT);
  }

  private Optional<LeftOut> objection(Metric theirs, String deviceClass) {
    Optional<Metric> ours = registries.present().metric(theirs.id());
    if (ours.isEmpty()) {
      return Optional.of(LeftOut.UNKNOWN_METRIC);
    }
    if (!isSame(ours.get(), theirs)) {
      return Optional.of(LeftOut.OTHER_DEFINITION);
    }
    return theirs.availableOn(deviceClass) && ours.get().availableOn(deviceClass)
        ? Optional.empty()
        : Optional.of(LeftOut.METRIC_UNAVAILABLE);
  }

  private static boolean isSame(Metric ours, Metric theirs) {
    return ours.quantity() == theirs.quantity()
        && ours.unit().equals(theirs.unit())
        && ours.threshold().equals(theirs.threshold())
        && ours.direction() == theirs.direction()
        && ours.mechanism().equals(theirs.mechanism());
  }

  /** The metrics that a registry asks a class about in a design, and whose reports count. */
  public List<Metric> counted(MetricRegistry from, Design design, String deviceClass) {
    return from.metrics(design, deviceClass).stream()
        .filter(metric -> objection(from, metric, deviceClass).isEmpty())
        .toList();
  }
}
