package dev.sluice.ingest.senders;

import dev.sluice.tokens.IssuerKey;
import java.time.LocalDate;
import java.util.Base64;

/**
 * A key that signs tokens, and the days on which they are taken.
 *
 * @param firstDay first UTC day
 * @param lastDay last UTC day
 */
public record DatedKey(LocalDate firstDay, LocalDate lastDay, IssuerKey key) {

  boolean validOn(LocalDate day) {
    return !day.isBefore(firstDay) && !day.isAfter(lastDay);
  }

  /** The line that stands for a key in a file of token keys. */
  public static String line(LocalDate firstDay, LocalDate lastDay, byte[] pkcs8) {
    return firstDay + " " + lastDay + " " + Base64.getEncoder().encodeToString(pkcs8);
  }
}
