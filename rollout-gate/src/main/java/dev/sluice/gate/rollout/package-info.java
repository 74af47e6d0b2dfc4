/**
 * What becomes of a rollout, look by look: a pure state machine, the book of all rollouts, and
 * their form as records. Knows no clock and no transport; days come with the evidence.
 */
@NullMarked
package dev.sluice.gate.rollout;

import org.jspecify.annotations.NullMarked;
