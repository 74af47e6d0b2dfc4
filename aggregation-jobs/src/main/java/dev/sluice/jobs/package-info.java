/**
 * The job itself: reports in, aggregates out, and the command that starts it. It must not know how
 * a report is judged or added up.
 */
@NullMarked
package dev.sluice.jobs;

import org.jspecify.annotations.NullMarked;
