package dev.sluice.fleet.population;

import java.util.List;

/**
 * A fleet before it exists.
 *
 * @param seed fixes every device and all that happens to it; not the privacy noise, which is real
 * @param devices 1 to {@value #MAX_DEVICES}
 * @param classes the mix of device classes, at least one
 * @param everReporting share of the devices that ever report, 0 to 1
 * @param onlinePerDay chance that such a device finds time for a run on a given day, 0 to 1
 */
public record FleetPlan(
    long seed, int devices, List<ClassModel> classes, double everReporting, double onlinePerDay) {
  /** Most devices of a fleet; their state is a few bytes each. */
  public static final int MAX_DEVICES = 20_000_000;

  /**
   * The mix that the demo uses. Shares, speeds and failure rates are assumptions, chosen so that
   * every guardrail lies inside its clipping range, a few percent of requests are slow, and old
   * devices are short of memory more often than new ones.
   */
  public static final List<ClassModel> DEFAULT_CLASSES =
      List.of(
          new ClassModel("phone-4gb", 0.35, 430, 16, 190, 0.012, 0.020, 0.010, 0.06, 0.02),
          new ClassModel("phone-8gb", 0.40, 330, 22, 160, 0.006, 0.010, 0.005, 0.01, 0.01),
          new ClassModel("laptop-16gb", 0.15, 200, 40, 220, 0.003, 0.006, 0.002, 0, 0.01),
          new ClassModel("edge-box", 0.10, 260, 28, 120, 0.002, 0.004, 0.002, 0.03, 0.01));

  public FleetPlan {
    classes = List.copyOf(classes);
    if (devices < 1 || devices > MAX_DEVICES) {
      throw new IllegalArgumentException(
          "devices must be 1 to " + MAX_DEVICES + ", was " + devices);
    }
    if (classes.isEmpty() || classes.size() > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("classes must be 1 to 127, were " + classes.size());
    }
    ClassModel.requireRate("everReporting", everReporting);
    ClassModel.requireRate("onlinePerDay", onlinePerDay);
  }

  /** A fleet of the usual mix: half of the devices report, each on about one day in three. */
  public static FleetPlan standard(long seed, int devices) {
    return new FleetPlan(seed, devices, DEFAULT_CLASSES, 0.5, 0.35);
  }

  /** The same fleet where every device can take any release. */
  public FleetPlan withEveryDeviceEligible() {
    return new FleetPlan(
        seed,
        devices,
        classes.stream().map(ClassModel::withEveryDeviceEligible).toList(),
        everReporting,
        onlinePerDay);
  }
}
