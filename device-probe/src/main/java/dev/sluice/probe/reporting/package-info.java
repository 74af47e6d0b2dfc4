/**
 * The command {@code probe report}: puts engine, suites, ledger and sender together for one turn.
 * Holds no rule of its own about privacy or retries.
 */
@NullMarked
package dev.sluice.probe.reporting;

import org.jspecify.annotations.NullMarked;
