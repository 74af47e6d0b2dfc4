package dev.sluice.ingest.http;

import dev.sluice.ingest.tls.TlsIdentity;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What Vert.x is told. Bodies are small and never compressed: what else HTTP can do is left out.
 */
final class HttpSettings {
  private static final int MAX_LINE_BYTES = 1024;
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /** As much as is read at once: a body that arrives in one piece is then handed on in one. */
  private static final int MAX_PART_BYTES = 64 * 1024;

  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  private HttpSettings() {}

  static VertxOptions vertx(int eventLoops) {
    return new VertxOptions()
        .setEventLoopPoolSize(eventLoops)
        .setWorkerPoolSize(1)
        .setPreferNativeTransport(true) // where there is none, the JDK's selector does
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  static HttpServerOptions server(HttpLimits limits, Optional<TlsIdentity> identity) {
    HttpServerOptions options = server(limits);
    identity.ifPresent(
        shown ->
            options
                .setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(keyAndCertificate(shown))
                .setEnabledSecureTransportProtocols(TLS_VERSIONS)
                .setSslHandshakeTimeout(limits.headTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    return options;
  }

  /** The same TLS with another certificate. */
  static ServerSSLOptions tls(TlsIdentity identity) {
    return new ServerSSLOptions()
        .setUseAlpn(false)
        .setKeyCertOptions(keyAndCertificate(identity))
        .setEnabledSecureTransportProtocols(TLS_VERSIONS);
  }

  private static PemKeyCertOptions keyAndCertificate(TlsIdentity identity) {
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(identity.certificateChain()))
        .setKeyValue(Buffer.buffer(identity.privateKey()));
  }

  private static HttpServerOptions server(HttpLimits limits) {
    return new HttpServerOptions()
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxChunkSize(MAX_PART_BYTES)
        .setIdleTimeout((int) limits.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setHttp2ClearTextEnabled(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setDecompressionSupported(false)
        .setCompressionSupported(false);
  }
}
