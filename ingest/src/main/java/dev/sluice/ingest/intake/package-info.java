/**
 * Takes reports in: validates them, bounds how many wait, hands them to a log, and counts what
 * became of each. Knows neither how they arrived nor what kind of log it is.
 */
@NullMarked
package dev.sluice.ingest.intake;

import org.jspecify.annotations.NullMarked;
