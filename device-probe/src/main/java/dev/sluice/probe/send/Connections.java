package dev.sluice.probe.send;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Connections that have nothing in common with the ones before: HTTP/1.1 alone, for what a client
 * would negotiate tells of the platform; no redirects; and no TLS session that is resumed, for by
 * its ticket a server would know the device again.
 */
public final class Connections {
  private Connections() {}

  /** A client whose connections are shared with no other. */
  public static HttpClient fresh(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .sslContext(withoutMemory())
        .connectTimeout(connectTimeout)
        .build();
  }

  /** Trusts what this Java trusts; the platform's own context would remember sessions. */
  private static SSLContext withoutMemory() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
