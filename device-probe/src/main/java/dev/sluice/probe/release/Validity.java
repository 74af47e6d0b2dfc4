package dev.sluice.probe.release;

import java.time.LocalDate;

/**
 * The days on which a release may be run, in UTC, both included. A copy of the manifest that
 * somebody kept back stops working after the last one.
 */
public record Validity(LocalDate notBefore, LocalDate notAfter) {
  public Validity {
    if (notAfter.isBefore(notBefore)) {
      throw new IllegalArgumentException(
          "notAfter must not be before notBefore, were %s and %s".formatted(notAfter, notBefore));
    }
  }
}
