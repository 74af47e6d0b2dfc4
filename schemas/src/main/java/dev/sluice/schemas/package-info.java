/**
 * The contract between device and server: Avro records, their single-object encoding, topic names
 * and keys. It knows no mechanism, no metric and no transport.
 */
@NullMarked
package dev.sluice.schemas;

import org.jspecify.annotations.NullMarked;
