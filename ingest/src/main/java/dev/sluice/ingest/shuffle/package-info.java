/**
 * Holds reports back until there are enough of them, and hands them on in random order, so that the
 * log's order says little about when each arrived. Must not know HTTP servers or Kafka.
 */
@NullMarked
package dev.sluice.ingest.shuffle;

import org.jspecify.annotations.NullMarked;
