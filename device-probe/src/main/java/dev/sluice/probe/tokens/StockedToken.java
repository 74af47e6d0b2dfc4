package dev.sluice.probe.tokens;

import dev.sluice.tokens.Token;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token on the device, and its one line in the stock's file.
 *
 * @param report digest of the report that it belongs to; empty while it is free
 */
record StockedToken(Token token, Optional<String> report) {
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_=-]{1,600}) ([0-9a-f]{32}|-)");
  private static final String NOBODY = "-";

  static StockedToken free(Token token) {
    return new StockedToken(token, Optional.empty());
  }

  boolean isFree() {
    return report.isEmpty();
  }

  StockedToken of(String owner) {
    return new StockedToken(token, Optional.of(owner));
  }

  String line() {
    return Base64.getUrlEncoder().encodeToString(token.encoded()) + ' ' + report.orElse(NOBODY);
  }

  /** Reads a line; empty if it is none. */
  static Optional<StockedToken> parse(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    Optional<String> owner = Optional.of(line.group(2)).filter(each -> !each.equals(NOBODY));
    try {
      return Token.decode(Base64.getUrlDecoder().decode(line.group(1)))
          .map(token -> new StockedToken(token, owner));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
