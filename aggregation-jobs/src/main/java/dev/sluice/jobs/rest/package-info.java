/**
 * Flink's REST interface as far as jobs are started, watched and stopped by it. It must not know
 * what the jobs do, nor the command line.
 */
@NullMarked
package dev.sluice.jobs.rest;

import org.jspecify.annotations.NullMarked;
