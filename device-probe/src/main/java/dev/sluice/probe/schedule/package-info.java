/**
 * Whether a run is welcome on this device now, and if not, why and when to ask again. Pure; it must
 * not know any result: when a device runs never depends on what a model answered.
 */
@NullMarked
package dev.sluice.probe.schedule;

import org.jspecify.annotations.NullMarked;
