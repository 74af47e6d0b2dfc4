/**
 * What can be known of the device around a run, as values and ports: power, heat, load, memory and
 * energy. It must not know any operating system, nor what its readings are used for.
 */
@NullMarked
package dev.sluice.probe.device;

import org.jspecify.annotations.NullMarked;
