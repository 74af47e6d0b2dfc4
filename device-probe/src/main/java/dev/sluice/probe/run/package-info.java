/**
 * Runs suites on a model through the engine port: asks, has answers graded, outlives the engine's
 * deaths and measures. It must not know which engine answers, nor what becomes of the results.
 */
@NullMarked
package dev.sluice.probe.run;

import org.jspecify.annotations.NullMarked;
