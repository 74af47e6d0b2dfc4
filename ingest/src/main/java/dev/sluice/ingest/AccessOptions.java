package dev.sluice.ingest;

import dev.sluice.ingest.Access.TokenAccess;
import dev.sluice.ingest.tls.TlsFiles;
import dev.sluice.tokens.TokenChallenge;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about who may send, and how the server shows who it is. */
final class AccessOptions {
  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "The fleets' hashed credentials ('ingest credential new' makes one); read again when it"
              + " changes. Default: anybody may send.")
  private @Nullable Path credentials;

  @Option(
      names = "--token-keys",
      paramLabel = "FILE",
      description =
          "Keys that sign anonymous one-time tokens ('ingest token-key new' makes one); read again"
              + " when it changes. Needs --credentials. Default: no tokens.")
  private @Nullable Path tokenKeys;

  @Option(
      names = "--token-host",
      defaultValue = "localhost",
      paramLabel = "HOST",
      description = "Host name by which devices reach this ingest; tokens are made for it.")
  private String tokenHost;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Certificate chain (PEM) for HTTPS; read again when it changes. Default: HTTP in the"
              + " clear.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key (PEM, PKCS#8, not encrypted).")
  private @Nullable Path key;

  boolean isEncrypted() {
    return certificate != null;
  }

  Access access() {
    Optional<TlsFiles> tls = Optional.empty();
    if (certificate != null && key != null) {
      tls = Optional.of(new TlsFiles(certificate, key));
    } else if (certificate != null || key != null) {
      throw new IllegalArgumentException("--tls-certificate and --tls-key go together");
    }
    Optional<TokenAccess> tokens =
        Optional.ofNullable(tokenKeys)
            .map(keys -> new TokenAccess(keys, new TokenChallenge(tokenHost, tokenHost)));
    return new Access(Optional.ofNullable(credentials), tokens, tls);
  }
}
