package dev.sluice.authoring.lint;

/** How much of a slow device's time one run of a suite takes at most, for people who choose one. */
public enum CostClass {
  /** Up to two minutes: fits in between. */
  LIGHT(120),
  /** Up to ten minutes: wants a charger. */
  MEDIUM(600),
  /** Longer: sample fewer items, or run it at night. */
  HEAVY(Double.POSITIVE_INFINITY);

  private final double mostSeconds;

  CostClass(double mostSeconds) {
    this.mostSeconds = mostSeconds;
  }

  /** The class of a run of that many seconds. */
  public static CostClass of(double seconds) {
    for (CostClass costClass : values()) {
      if (seconds <= costClass.mostSeconds) {
        return costClass;
      }
    }
    throw new IllegalArgumentException("seconds must be a number, but is " + seconds);
  }
}
