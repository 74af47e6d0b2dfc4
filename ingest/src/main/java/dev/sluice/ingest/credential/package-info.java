/**
 * The commands that make credentials and token keys, and look at the files of them. Must not know
 * HTTP servers or Kafka.
 */
@NullMarked
package dev.sluice.ingest.credential;

import org.jspecify.annotations.NullMarked;
