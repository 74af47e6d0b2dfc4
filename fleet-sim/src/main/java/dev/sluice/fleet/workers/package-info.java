/**
 * Spreads work over the devices of a fleet so that its results do not depend on the number of
 * threads. Knows nothing of what is done for a device.
 */
@NullMarked
package dev.sluice.fleet.workers;

import org.jspecify.annotations.NullMarked;
