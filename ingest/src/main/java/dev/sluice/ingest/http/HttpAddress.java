package dev.sluice.ingest.http;

import dev.sluice.ingest.tls.TlsIdentity;
import java.util.Optional;

/**
 * Where to listen.
 *
 * @param host name or address
 * @param port 0 for any that is free
 * @param identity what is shown to clients over TLS, or empty to speak in the clear
 */
public record HttpAddress(String host, int port, Optional<TlsIdentity> identity) {}
