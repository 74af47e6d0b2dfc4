/**
 * Carries what simulated devices have assembled to a real ingest address in batches, the same bytes
 * however often. Knows nothing of what they say.
 */
@NullMarked
package dev.sluice.fleet.send;

import org.jspecify.annotations.NullMarked;
