package dev.sluice.probe.tokens;

import dev.sluice.probe.send.WholeAnswer;
import dev.sluice.tokens.TokenChallenge;
import dev.sluice.tokens.TokenKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server wants to see: {@code WWW-Authenticate: PrivateToken challenge=..., token-key=...}
 * of a 401 (RFC 9577, 2.1).
 *
 * @param challenge what a token must be made for
 * @param key what must sign it
 */
record TokenOffer(TokenChallenge challenge, TokenKey key) {
  private static final int UNAUTHORIZED = 401;
  private static final String SCHEME = "PrivateToken ";

  /** Both values in base64 come to some 1,200 characters at most. */
  private static final int LONGEST = 4_096;

  private static final Pattern PARAMETER =
      Pattern.compile("\\s*([a-z-]{1,32})\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\",]+))\\s*(?:,|$)");

  /**
   * Reads one.
   *
   * @throws TokenException if there is not exactly one, or it cannot be read
   */
  static TokenOffer of(WholeAnswer answer) throws TokenException {
    if (answer.status() != UNAUTHORIZED) {
      throw new TokenException(
          "the server asks for no token (it answered " + answer.status() + ", not 401)",
          answer.retryAfter());
    }
    List<String> offers =
        answer.headers().allValues("WWW-Authenticate").stream()
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .toList();
    if (offers.size() != 1) {
      throw new TokenException(
          offers.isEmpty()
              ? "the server takes no tokens; its ingest needs --token-keys"
              : "the server asks for " + offers.size() + " different tokens, not one");
    }
    return read(offers.get(0).substring(SCHEME.length()));
  }

  private static TokenOffer read(String text) throws TokenException {
    Map<String, String> parameters = parameters(text);
    TokenChallenge challenge =
        bytes(parameters, "challenge")
            .flatMap(TokenChallenge::decode)
            .orElseThrow(
                () ->
                    new TokenException(
                        "the server's token challenge is not one of type 2 without a context"));
    TokenKey key =
        bytes(parameters, "token-key")
            .flatMap(TokenKey::decode)
            .orElseThrow(
                () -> new TokenException("the server's token key is not RSA-PSS of 2048 bits"));
    return new TokenOffer(challenge, key);
  }

  private static Map<String, String> parameters(String text) throws TokenException {
    Map<String, String> parameters = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(text);
    int end = 0;
    while (text.length() <= LONGEST && end < text.length() && parameter.find(end)) {
      String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
      if (parameter.start() != end || parameters.put(parameter.group(1), value) != null) {
        break;
      }
      end = parameter.end();
    }
    if (end != text.length()) {
      throw new TokenException("what the server asks for as a token cannot be read");
    }
    return parameters;
  }

  private static Optional<byte[]> bytes(Map<String, String> parameters, String name) {
    try {
      return Optional.ofNullable(parameters.get(name)).map(Base64.getUrlDecoder()::decode);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
