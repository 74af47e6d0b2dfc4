/**
 * Reads a Linux device through {@code /sys} and {@code /proc} below any root, so that the recorded
 * tree of another device does as well. It must not write, start processes, or know who asks.
 */
@NullMarked
package dev.sluice.probe.device.linux;

import org.jspecify.annotations.NullMarked;
