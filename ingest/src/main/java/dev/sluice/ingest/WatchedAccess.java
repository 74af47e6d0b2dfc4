package dev.sluice.ingest;

import dev.sluice.ingest.Access.TokenAccess;
import dev.sluice.ingest.http.HttpFront;
import dev.sluice.ingest.reload.WatchedFiles;
import dev.sluice.ingest.senders.CredentialFile;
import dev.sluice.ingest.senders.FleetSenders;
import dev.sluice.ingest.senders.FleetsOrTokens;
import dev.sluice.ingest.senders.OpenToAll;
import dev.sluice.ingest.senders.SenderPolicy;
import dev.sluice.ingest.senders.TokenKeyFile;
import dev.sluice.ingest.senders.TokenSenders;
import dev.sluice.ingest.tls.TlsFiles;
import dev.sluice.ingest.tls.TlsIdentity;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may send and which certificate is shown, as the files say now. */
final class WatchedAccess implements AutoCloseable {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

  private final PrometheusRegistry metrics;
  private final WatchedFiles files;
  private SenderPolicy senders = new OpenToAll();
  private volatile @Nullable TlsIdentity identity;
  private volatile @Nullable HttpFront front;

  private WatchedAccess(PrometheusRegistry metrics) {
    this.metrics = metrics;
    this.files = new WatchedFiles(metrics);
  }

  /**
   * Reads the files.
   *
   * @throws IOException with one line, if one of them cannot be used
   */
  static WatchedAccess open(Access access, Clock clock, PrometheusRegistry metrics)
      throws IOException {
    var watched = new WatchedAccess(metrics);
    try {
      if (access.credentials().isPresent()) {
        FleetSenders fleets = watched.readCredentials(access.credentials().get(), clock);
        watched.senders =
            access.tokens().isPresent()
                ? new FleetsOrTokens(fleets, watched.readTokenKeys(access.tokens().get(), clock))
                : fleets;
      }
      if (access.tls().isPresent()) {
        watched.readIdentity(access.tls().get());
      }
      return watched;
    } catch (IOException e) {
      watched.close();
      throw e;
    }
  }

  private FleetSenders readCredentials(Path file, Clock clock) throws IOException {
    var fleets = new FleetSenders(clock, System::nanoTime);
    files.watch(
        "credentials",
        List.of(file),
        contents ->
            fleets.replace(
                CredentialFile.parse(
                    new String(contents.get(0), StandardCharsets.UTF_8), file.toString())));
    return fleets;
  }

  private TokenSenders readTokenKeys(TokenAccess access, Clock clock) throws IOException {
    var tokens = new TokenSenders(access.challenge(), clock, new SecureRandom()::nextLong);
    files.watch(
        "token-keys",
        List.of(access.keys()),
        contents ->
            tokens.replace(
                TokenKeyFile.parse(
                    new String(contents.get(0), StandardCharsets.UTF_8),
                    access.keys().toString())));
    return tokens;
  }

  private void readIdentity(TlsFiles pair) throws IOException {
    files.watch("certificate", pair.paths(), contents -> use(TlsIdentity.parse(pair, contents)));
    GaugeWithCallback.builder()
        .name("sluice_ingest_certificate_expires_seconds")
        .help("When the certificate that is shown expires, in seconds since 1970.")
        .callback(
            callback ->
                identity()
                    .ifPresent(shown -> callback.call((double) shown.expires().getEpochSecond())))
        .register(metrics);
  }

  private void use(TlsIdentity read) throws IOException {
    HttpFront running = front;
    if (running != null) {
      running.use(read);
    }
    identity = read;
  }

  SenderPolicy senders() {
    return senders;
  }

  Optional<TlsIdentity> identity() {
    return Optional.ofNullable(identity);
  }

  /** From now on changed files are taken over, also by a server that runs already. */
  void follow(HttpFront running) {
    front = running;
    files.start(LOOK_INTERVAL);
  }

  /** Takes changed files over now. */
  void look() {
    files.look();
  }

  @Override
  public void close() {
    files.close();
  }
}
