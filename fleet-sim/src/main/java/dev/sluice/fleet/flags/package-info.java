/**
 * Reads from a gate what every device reads: which rollouts there are and how far they have come.
 * Knows no device.
 */
@NullMarked
package dev.sluice.fleet.flags;

import org.jspecify.annotations.NullMarked;
