/**
 * Carries bytes that are in the ledger to an ingest address, the same bytes however often. Knows
 * nothing of what they say.
 */
@NullMarked
package dev.sluice.probe.send;

import org.jspecify.annotations.NullMarked;
