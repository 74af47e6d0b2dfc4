package dev.sluice.gate.operator;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A token by which an operator is known.
 *
 * @param operator the operator's name, for people who look after the file
 * @param hash SHA-256 of the secret; nobody changes it
 * @param lastDay the last UTC day on which it is taken, if there is one
 */
@SuppressWarnings("ArrayRecordComponent") // compared in constant time, and by nothing else
public record OperatorToken(String operator, byte[] hash, Optional<LocalDate> lastDay) {

  /** The token of a secret. */
  public static OperatorToken of(String operator, String secret, Optional<LocalDate> lastDay) {
    return new OperatorToken(operator, OperatorSecret.hash(secret), lastDay);
  }

  boolean validOn(LocalDate day) {
    return lastDay.map(last -> !day.isAfter(last)).orElse(true);
  }

  /** The line that stands for it in a file. */
  public String line() {
    return operator
        + " sha256:"
        + HexFormat.of().formatHex(hash)
        + lastDay.map(day -> " not-after=" + day).orElse("");
  }

  @Override
  public String toString() {
    return "a token of " + operator;
  }
}
