package dev.sluice.ingest;

import dev.sluice.ingest.tls.TlsFiles;
import dev.sluice.tokens.TokenChallenge;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may send, and how the server shows who it is. The files are read again when they change.
 *
 * @param credentials the fleets' hashed credentials; without them anybody may send
 * @param tokens anonymous tokens beside them
 * @param tls certificate and key; without them HTTP is in the clear
 */
public record Access(
    Optional<Path> credentials, Optional<TokenAccess> tokens, Optional<TlsFiles> tls) {
  /** For loopback, and behind a proxy that sees to both. */
  public static final Access OPEN =
      new Access(Optional.empty(), Optional.empty(), Optional.empty());

  public Access {
    if (tokens.isPresent() && credentials.isEmpty()) {
      throw new IllegalArgumentException(
          "tokens are given to fleets: --token-keys needs --credentials");
    }
  }

  /** The same without tokens. */
  public Access(Optional<Path> credentials, Optional<TlsFiles> tls) {
    this(credentials, Optional.empty(), tls);
  }

  /**
   * Anonymous one-time tokens.
   *
   * @param keys the file of the keys that sign them
   * @param challenge what they are made for
   */
  public record TokenAccess(Path keys, TokenChallenge challenge) {}
}
