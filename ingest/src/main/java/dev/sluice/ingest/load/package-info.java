/**
 * Loads an ingest over plain connections and keeps an account of every answer, for benches and
 * tests. Knows the contract alone: paths, media type, statuses. The server must not know it.
 */
@NullMarked
package dev.sluice.ingest.load;

import org.jspecify.annotations.NullMarked;
