/**
 * The simulated fleet as a program: measures models, then lives days against a running ingest and
 * gate, over HTTP like any device. Knows nothing of how the server works.
 */
@NullMarked
package dev.sluice.fleet;

import org.jspecify.annotations.NullMarked;
