/**
 * One turn of the probe: budget, draw, run, noise, ledger, send, in this order and no other. Knows
 * no engine and no wire format.
 */
@NullMarked
package dev.sluice.probe.cycle;

import org.jspecify.annotations.NullMarked;
