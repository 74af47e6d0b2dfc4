/**
 * One day in the life of a fleet: who takes part, who answers, what goes out and what becomes of
 * it. Every report is drawn and privatised by the probe's own code, with real randomness; it must
 * not know how the server counts or decides.
 */
@NullMarked
package dev.sluice.fleet.day;

import org.jspecify.annotations.NullMarked;
