/**
 * What is really the case in a simulated fleet, in the terms in which a gate estimates it. Pure but
 * for the threads that share the work; it must not see a report or any noise.
 */
@NullMarked
package dev.sluice.fleet.truth;

import org.jspecify.annotations.NullMarked;
