package dev.sluice.gate.operator;

import dev.sluice.secrets.SecretHash;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A token by which an operator is known.
 *
 * @param operator the operator's name, for people who look after the file
 * @param hash what is kept of the secret
 * @param lastDay the last UTC day on which it is taken, if there is one
 */
public record OperatorToken(String operator, SecretHash hash, Optional<LocalDate> lastDay) {

  /** The token of a secret. */
  public static OperatorToken of(String operator, String secret, Optional<LocalDate> lastDay) {
    return new OperatorToken(operator, SecretHash.of(secret), lastDay);
  }

  boolean validOn(LocalDate day) {
    return lastDay.map(last -> !day.isAfter(last)).orElse(true);
  }

  /** The line that stands for it in a file. */
  public String line() {
    return operator + ' ' + hash.text() + lastDay.map(day -> " not-after=" + day).orElse("");
  }

  @Override
  public String toString() {
    return "a token of " + operator;
  }
}
