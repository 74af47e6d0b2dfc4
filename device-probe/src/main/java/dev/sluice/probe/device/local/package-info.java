/**
 * Picks the reader that fits the system that this runs on. Holds no rule of its own about what a
 * reading means.
 */
@NullMarked
package dev.sluice.probe.device.local;

import org.jspecify.annotations.NullMarked;
