/**
 * What a rollout has learnt so far: exact sums by arm, metric and stratum. Pure; knows no budget,
 * no verdict and no topic.
 */
@NullMarked
package dev.sluice.gate.evidence;

import org.jspecify.annotations.NullMarked;
