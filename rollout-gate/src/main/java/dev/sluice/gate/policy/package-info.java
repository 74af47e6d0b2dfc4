/**
 * What a rollout promises, as people write it down, and the parser that refuses everything it does
 * not understand. Pure but for the bundled examples; knows no evidence, no verdict and no
 * transport.
 */
@NullMarked
package dev.sluice.gate.policy;

import org.jspecify.annotations.NullMarked;
