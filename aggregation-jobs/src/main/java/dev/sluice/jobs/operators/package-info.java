/**
 * The operators of the job: count each report once, add up, and emit. They must not know where
 * reports come from or where the results go.
 */
@NullMarked
package dev.sluice.jobs.operators;

import org.jspecify.annotations.NullMarked;
