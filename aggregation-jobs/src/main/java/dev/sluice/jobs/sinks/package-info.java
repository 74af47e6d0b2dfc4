/**
 * Writers and committers of the connectors, whose end cannot take a TaskManager along. It must not
 * know what they write, or where.
 */
@NullMarked
package dev.sluice.jobs.sinks;

import org.jspecify.annotations.NullMarked;
