/**
 * The heart: evidence and policy in, verdict and findings out. Pure statistics; knows no rollout's
 * past, no clock and no transport.
 */
@NullMarked
package dev.sluice.gate.decision;

import org.jspecify.annotations.NullMarked;
