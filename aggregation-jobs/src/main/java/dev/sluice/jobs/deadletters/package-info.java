/**
 * What becomes of records that the job refuses: what is kept of them, how to look at them, and how
 * to put them back after a fix. It must not know what a report means.
 */
@NullMarked
package dev.sluice.jobs.deadletters;

import org.jspecify.annotations.NullMarked;
