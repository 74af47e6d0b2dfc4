/**
 * The commands that make a fleet's credentials and look at the file of them. Must not know HTTP
 * servers or Kafka.
 */
@NullMarked
package dev.sluice.ingest.credential;

import org.jspecify.annotations.NullMarked;
