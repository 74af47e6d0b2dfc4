package dev.sluice.probe.openai;

import dev.sluice.probe.engine.Deployment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a server is. A prompt goes there and nowhere else: redirects are not followed, and a host
 * other than this machine's own has to be named as {@link Deployment#EDGE}.
 *
 * @param base scheme, host, port and path, without a slash at the end and without {@code /v1}
 */
public record ServerAddress(URI base) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*0*1]", Pattern.CASE_INSENSITIVE);

  /**
   * Reads an address as people give it, with or without {@code /v1} at its end.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static ServerAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no address");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("only http:// and https:// addresses, was '" + text + "'");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "an address with a user or password in it ends up in logs; use an API key file");
    }
    if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "an address has a host and no query, such as http://127.0.0.1:8080; was '" + text + "'");
    }
    return new ServerAddress(
        URI.create(scheme + "://" + uri.getRawAuthority() + withoutVersion(uri.getRawPath())));
  }

  /**
   * Whether the server is a process on this machine, by its address alone; no name is looked up.
   */
  public boolean isLoopback() {
    return LOOPBACK.matcher(base.getHost()).matches();
  }

  /** Whether nobody on the way can read or change what is said. */
  public boolean isEncrypted() {
    return "https".equalsIgnoreCase(base.getScheme());
  }

  URI at(String path) {
    return URI.create(base + path);
  }

  @Override
  public String toString() {
    return base.toString();
  }

  private static String withoutVersion(String path) {
    return path.replaceFirst("/+$", "").replaceFirst("/v1$", "");
  }
}
