/**
 * Has the real probe measure real model files, and makes of its results what the simulated devices
 * answer with. Knows no device and no rollout.
 */
@NullMarked
package dev.sluice.fleet.measured;

import org.jspecify.annotations.NullMarked;
