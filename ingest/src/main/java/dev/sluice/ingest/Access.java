package dev.sluice.ingest;

import dev.sluice.ingest.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may send, and how the server shows who it is. The files are read again when they change.
 *
 * @param credentials the fleets' hashed credentials; without them anybody may send
 * @param tls certificate and key; without them HTTP is in the clear
 */
public record Access(Optional<Path> credentials, Optional<TlsFiles> tls) {
  /** For loopback, and behind a proxy that sees to both. */
  public static final Access OPEN = new Access(Optional.empty(), Optional.empty());
}
