/**
 * Decides whether bytes from outside are a report that may be counted, and says why not: one
 * answer, which the gateway gives its senders and the job its tallies. Pure; it must not know which
 * reports came before, nor who asks.
 */
@NullMarked
package dev.sluice.admission;

import org.jspecify.annotations.NullMarked;
