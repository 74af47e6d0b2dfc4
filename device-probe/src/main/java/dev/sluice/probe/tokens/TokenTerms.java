package dev.sluice.probe.tokens;

import dev.sluice.tokens.TokenChallenge;
import dev.sluice.tokens.TokenKey;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which tokens the owner takes. A token says for whom it was made and by which key: a server that
 * told each device another name or another key would know the device again by them.
 *
 * @param host the one name that tokens are made for, in lower case
 * @param keyIds the keys that may sign, as SHA-256 in hexadecimal; empty if any may
 */
public record TokenTerms(String host, Set<String> keyIds) {
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern HOST = Pattern.compile("[a-z0-9.:_\\[\\]-]{1,255}");
  private static final String LOOPBACK = "localhost";

  public TokenTerms {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("a token's host must be a host name, was " + host);
    }
    keyIds = Set.copyOf(keyIds);
    for (String id : keyIds) {
      if (!KEY_ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "a token key is named by its SHA-256, 64 lower-case hexadecimal digits; was " + id);
      }
    }
  }

  /**
   * What holds for an ingest.
   *
   * @param host if it is not the ingest's own; this machine is {@code localhost} by all its names
   * @throws IllegalArgumentException if host or a key's id is none
   */
  public static TokenTerms of(URI ingest, Optional<String> host, List<String> keyIds) {
    String named = host.orElse(String.valueOf(ingest.getHost())).toLowerCase(Locale.ROOT);
    return new TokenTerms(
        host.isEmpty() && named.matches("127(\\.[0-9]{1,3}){3}|\\[::1]") ? LOOPBACK : named,
        Set.copyOf(keyIds));
  }

  /** Why a token must not be got on an offer, if so. */
  Optional<String> objectionTo(TokenOffer offer) {
    TokenChallenge challenge = offer.challenge();
    if (!challenge.issuerName().equalsIgnoreCase(host)
        || !challenge.originInfo().equalsIgnoreCase(host)) {
      return Optional.of(
          "the server's tokens are not for the host "
              + host
              + "; the ingest's --token-host must be the name that probes know it by");
    }
    String id = id(offer.key());
    return keyIds.isEmpty() || keyIds.contains(id)
        ? Optional.empty()
        : Optional.of("the server's token key is none of the owner's; its SHA-256 is " + id);
  }

  private static String id(TokenKey key) {
    return HexFormat.of().formatHex(key.id());
  }
}
