package dev.sluice.gate.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a gate is.
 *
 * @param base scheme, host and port, and the path of a proxy if there is one
 */
public record GateAddress(URI base) {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * An address that somebody wrote.
   *
   * @throws IllegalArgumentException if it is none of a gate
   */
  public static GateAddress of(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean good =
          (scheme.equals("http") || scheme.equals("https"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (good) {
        return new GateAddress(uri);
      }
    } catch (URISyntaxException e) {
      // Said below; the text itself may hold a secret by mistake.
    }
    throw new IllegalArgumentException(
        "--gate must be http:// or https://, a host, and nothing but a port and a path behind it");
  }

  /** Whether nobody but the gate hears what is sent there: this machine, or TLS. */
  public boolean keepsSecrets() {
    return base.getScheme().equalsIgnoreCase("https") || THIS_MACHINE.contains(base.getHost());
  }

  URI rollouts() {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + "v1/rollouts");
  }
}
