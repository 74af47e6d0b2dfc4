package dev.sluice.probe.run;

/**
 * How often a dead engine is started again within one run, before the rest of the items is skipped.
 *
 * @param maxInARow starts without a single answer in between, at least 0
 * @param maxInTotal starts in the whole run, at least 0
 */
public record RestartPolicy(int maxInARow, int maxInTotal) {
  public RestartPolicy {
    if (maxInARow < 0 || maxInTotal < 0) {
      throw new IllegalArgumentException(
          "limits must not be negative, were %d and %d".formatted(maxInARow, maxInTotal));
    }
  }

  /** Three in a row, ten in total. */
  public static RestartPolicy standard() {
    return new RestartPolicy(3, 10);
  }

  boolean allows(int inARow, int inTotal) {
    return inARow < maxInARow && inTotal < maxInTotal;
  }
}
