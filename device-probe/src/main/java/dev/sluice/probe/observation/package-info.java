/**
 * Watches the device during a run and says what the run cost it: energy, battery, heat, speed. The
 * arithmetic is pure; {@code DeviceWatch} is the shell that looks now and then. It must not know
 * what is run, nor which system the device has.
 */
@NullMarked
package dev.sluice.probe.observation;

import org.jspecify.annotations.NullMarked;
