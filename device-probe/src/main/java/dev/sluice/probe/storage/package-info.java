/**
 * Small files that only their owner can read, and that are on the device when a call returns. Knows
 * nothing of what is in them.
 */
@NullMarked
package dev.sluice.probe.storage;

import org.jspecify.annotations.NullMarked;
