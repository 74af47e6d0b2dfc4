/**
 * What a model version does on a simulated device: answers from a table that the real probe
 * measured, times and failures from the device's own streams. Pure; knows no cohort, no noise and
 * no network.
 */
@NullMarked
package dev.sluice.fleet.behaviour;

import org.jspecify.annotations.NullMarked;
