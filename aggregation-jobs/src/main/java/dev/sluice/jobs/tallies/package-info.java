/**
 * What became of the reports, by day: nothing that was read is dropped without being counted here.
 * It must not know why a report was disposed of as it was.
 */
@NullMarked
package dev.sluice.jobs.tallies;

import org.jspecify.annotations.NullMarked;
