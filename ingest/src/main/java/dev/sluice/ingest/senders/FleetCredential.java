package dev.sluice.ingest.senders;

import dev.sluice.secrets.SecretHash;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One of the credentials by which a fleet is known.
 *
 * @param fleet the fleet's name
 * @param hash what is kept of the secret
 * @param lastDay the last UTC day on which it is taken, if there is one
 * @param reportsPerSecond most reports a second of the whole fleet, above 0, if there is a limit
 */
public record FleetCredential(
    String fleet, SecretHash hash, Optional<LocalDate> lastDay, Optional<Double> reportsPerSecond) {

  /** Whether it is taken on a UTC day. */
  public boolean validOn(LocalDate day) {
    return lastDay.map(last -> !day.isAfter(last)).orElse(true);
  }

  /** The line that stands for it in a credentials file. */
  public String line() {
    StringBuilder line = new StringBuilder(fleet);
    line.append(' ').append(hash.text());
    lastDay.ifPresent(day -> line.append(" not-after=").append(day));
    reportsPerSecond.ifPresent(rate -> line.append(" reports-per-second=").append(plain(rate)));
    return line.toString();
  }

  private static String plain(double rate) {
    return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
  }

  @Override
  public String toString() {
    return "a credential of " + fleet;
  }
}
