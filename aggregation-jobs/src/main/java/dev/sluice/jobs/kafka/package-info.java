/**
 * The job's topics: reports in, aggregates and tallies out, and decisions in. It must not know what
 * happens in between.
 */
@NullMarked
package dev.sluice.jobs.kafka;

import org.jspecify.annotations.NullMarked;
