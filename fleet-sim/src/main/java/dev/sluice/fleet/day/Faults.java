package dev.sluice.fleet.day;

/**
 * What goes wrong on purpose, so that the server's counting can be checked.
 *
 * @param duplicateRate share of the reports that are sent once more after they were acknowledged
 * @param malformedRate bodies that are no report, for each report
 */
public record Faults(double duplicateRate, double malformedRate) {
  public static final Faults NONE = new Faults(0, 0);

  public Faults {
    if (!(duplicateRate >= 0 && duplicateRate <= 1 && malformedRate >= 0 && malformedRate <= 1)) {
      throw new IllegalArgumentException(
          "rates must be 0 to 1, were " + duplicateRate + " and " + malformedRate);
    }
  }
}
