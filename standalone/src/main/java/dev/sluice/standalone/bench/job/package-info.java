/**
 * What a report costs the aggregation job, beside a plain loop that does the same to the same log;
 * how that grows with fleet and versions; and what it keeps of each report. It must not know how
 * the job works.
 */
@NullMarked
package dev.sluice.standalone.bench.job;

import org.jspecify.annotations.NullMarked;
