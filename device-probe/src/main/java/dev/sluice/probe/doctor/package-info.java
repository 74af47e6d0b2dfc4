/**
 * The command {@code probe doctor}: small checks of what works on this device and what to do about
 * the rest. It changes nothing that is there, and says nothing about the device to anybody.
 */
@NullMarked
package dev.sluice.probe.doctor;

import org.jspecify.annotations.NullMarked;
