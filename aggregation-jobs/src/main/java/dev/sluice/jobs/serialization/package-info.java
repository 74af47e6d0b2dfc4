/**
 * How values that Flink cannot take apart by itself are written between machines and into state. It
 * must not know what they are for.
 */
@NullMarked
package dev.sluice.jobs.serialization;

import org.jspecify.annotations.NullMarked;
