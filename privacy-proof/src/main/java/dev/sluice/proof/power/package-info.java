/**
 * How many devices each way of asking needs to see an effect, measured on a simulated population
 * with the project's own encoders and estimators. Pure but for the noise, which is handed in; it
 * must not know fleets, days or gates.
 */
@NullMarked
package dev.sluice.proof.power;

import org.jspecify.annotations.NullMarked;
