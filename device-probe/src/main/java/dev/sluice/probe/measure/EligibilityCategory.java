package dev.sluice.probe.measure;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.probe.release.IneligibilityReason;
import java.util.List;
import java.util.Optional;

/**
 * The category under which a verdict about a release is counted. Reasons that few devices have, or
 * that a report says openly anyhow, share one: each further category costs all of them reports.
 */
public final class EligibilityCategory {
  /** What a device that can take the release is counted as. */
  public static final Measurement.Category ELIGIBLE = category("eligible");

  private EligibilityCategory() {}

  /**
   * The category of the reasons against a release.
   *
   * @param reasons those that apply, the first one counts; none if the device is eligible
   * @return empty if the release is not valid today: then no device is asked about it
   */
  public static Optional<Measurement.Category> of(List<IneligibilityReason> reasons) {
    return reasons.isEmpty()
        ? Optional.of(ELIGIBLE)
        : word(reasons.get(0)).map(EligibilityCategory::category);
  }

  private static Optional<String> word(IneligibilityReason reason) {
    return switch (reason) {
      case NOT_YET_VALID, EXPIRED -> Optional.empty();
      case MEMORY, DISK, RUNTIME_TOO_OLD, ARCHITECTURE, CPU_FEATURES, OPERATING_SYSTEM ->
          Optional.of(reason.word());
      case DEVICE_CLASS, NO_VARIANT -> Optional.of("other");
    };
  }

  private static Measurement.Category category(String word) {
    int index = MeasuredQuantity.ELIGIBILITIES.indexOf(word);
    if (index < 0) {
      throw new AssertionError("the registry counts no " + word);
    }
    return new Measurement.Category(index);
  }
}
