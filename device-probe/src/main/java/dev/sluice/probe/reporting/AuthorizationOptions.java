package dev.sluice.probe.reporting;

import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.ReportAuthorization;
import dev.sluice.probe.tokens.TokenAuthorization;
import dev.sluice.probe.tokens.TokenIssuer;
import dev.sluice.probe.tokens.TokenSupply;
import dev.sluice.probe.tokens.TokenTerms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an ingest is shown. */
public final class AuthorizationOptions {
  private static final Duration TOKEN_LIMIT = Duration.ofSeconds(20);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--credential-file",
      paramLabel = "FILE",
      description =
          "Holds the fleet's credential, where the ingest wants one; the same on all devices. It "
              + "goes over https only, or to this machine.")
  private @Nullable Path credentialFile;

  @Option(
      names = "--tokens",
      description =
          "Show an anonymous one-time token with each report; the credential only where tokens are "
              + "given out. A few are kept in the data directory, fetched by turns that send "
              + "nothing.")
  private boolean tokens;

  @Option(
      names = "--token-host",
      paramLabel = "HOST",
      description = "What tokens must be made for; default: the host of --ingest.")
  private @Nullable String tokenHost;

  @Option(
      names = "--token-key",
      split = ",",
      paramLabel = "SHA256",
      description =
          "Keys that may sign tokens, in hexadecimal; default: any. Who gives each device a key of "
              + "its own would know it again by its tokens.")
  private List<String> tokenKeys = List.of();

  /**
   * What to show, and where it is got ahead.
   *
   * @param authorization for a sender
   * @param supply for a turn that sends nothing
   */
  record Chosen(ReportAuthorization authorization, TokenSupply supply) {}

  /** What can be seen to be wrong without reading a file. */
  public void requireSense(Optional<URI> ingest) {
    if (tokens) {
      if (credentialFile == null) {
        throw usage("--tokens needs --credential-file: it pays for them");
      }
      terms(ingest.orElseThrow(() -> usage("--tokens needs --ingest: they are made for its host")));
    } else if (tokenHost != null || !tokenKeys.isEmpty()) {
      throw usage("--token-host and --token-key are about --tokens");
    }
  }

  /** Which tokens are to be shown, if any are. */
  public Optional<TokenTerms> tokenTerms(Optional<URI> ingest) {
    return tokens ? ingest.map(this::terms) : Optional.empty();
  }

  /**
   * Reads the credential, if there is one.
   *
   * @throws IOException with one line if it cannot be used, or must not go to this ingest
   */
  public Optional<FleetCredential> credential(URI ingest) throws IOException {
    if (credentialFile == null) {
      return Optional.empty();
    }
    FleetCredential credential = FleetCredential.fromFile(credentialFile);
    Optional<String> objection = credential.objectionTo(ingest);
    if (objection.isPresent()) {
      throw new IOException(objection.get());
    }
    return Optional.of(credential);
  }

  /**
   * Reads the credential, before anything is run: without it nothing could be sent.
   *
   * @param listener takes lines for people
   */
  Chosen chosen(URI ingest, Path dataDirectory, Consumer<String> listener) throws IOException {
    Optional<FleetCredential> credential = credential(ingest);
    if (credential.isEmpty()) {
      return new Chosen(ReportAuthorization.none(), TokenSupply.none());
    }
    if (!tokens) {
      return new Chosen(credential.get(), TokenSupply.none());
    }
    TokenIssuer issuer = new TokenIssuer(ingest, credential.get(), terms(ingest), TOKEN_LIMIT);
    TokenAuthorization shown = TokenAuthorization.in(dataDirectory, issuer, listener);
    return new Chosen(shown, shown);
  }

  private TokenTerms terms(URI ingest) {
    try {
      return TokenTerms.of(ingest, Optional.ofNullable(tokenHost), tokenKeys);
    } catch (IllegalArgumentException e) {
      throw usage("--token-host, --token-key: " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
