/**
 * A release manifest: what a publisher ships, what it needs, and whether a device may run it. Pure:
 * bytes and facts go in, values come out. It must not know files, clocks, commands or engines.
 */
@NullMarked
package dev.sluice.probe.release;

import org.jspecify.annotations.NullMarked;
