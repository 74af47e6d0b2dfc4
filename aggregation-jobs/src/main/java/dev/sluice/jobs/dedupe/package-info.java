/** A compact memory of which reports have been counted. It must not know what a report says. */
@NullMarked
package dev.sluice.jobs.dedupe;

import org.jspecify.annotations.NullMarked;
