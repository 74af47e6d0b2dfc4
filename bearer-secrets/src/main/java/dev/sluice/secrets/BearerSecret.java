package dev.sluice.secrets;

import java.util.Base64;
import java.util.Optional;
import java.util.function.IntFunction;

/** What somebody shows to be known: 256 random bits as text, behind a prefix. */
public final class BearerSecret {
  private static final int RANDOM_BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private BearerSecret() {}

  /**
   * A new secret.
   *
   * @param prefix lets scanners of repositories and logs recognise a secret that went astray
   * @param random gives as many unpredictable bytes as it is asked for
   */
  public static String create(String prefix, IntFunction<byte[]> random) {
    return prefix
        + Base64.getUrlEncoder().withoutPadding().encodeToString(random.apply(RANDOM_BYTES));
  }

  /**
   * The secret in the value of an {@code Authorization} header, of any form; empty if the header
   * speaks of something else.
   */
  public static Optional<String> shownIn(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(authorization.substring(SCHEME.length()).strip())
        : Optional.empty();
  }
}
