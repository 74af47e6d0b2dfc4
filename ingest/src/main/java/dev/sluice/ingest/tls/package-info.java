/**
 * What a server shows of itself over TLS, read from PEM files and checked before it is used. Must
 * not know HTTP servers.
 */
@NullMarked
package dev.sluice.ingest.tls;

import org.jspecify.annotations.NullMarked;
