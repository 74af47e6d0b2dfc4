/**
 * Tells a broken harness from a bad model: reads what a run brought back, before anybody scores it.
 *
 * <p>Pure; knows nothing of engines, processes or reports.
 */
@NullMarked
package dev.sluice.suites.harness;

import org.jspecify.annotations.NullMarked;
