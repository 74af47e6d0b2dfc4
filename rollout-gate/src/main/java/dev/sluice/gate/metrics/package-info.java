/**
 * What those who watch over a gate count and have alarms for. Reads the desk and changes nothing;
 * names no rollout, model or version.
 */
@NullMarked
package dev.sluice.gate.metrics;

import org.jspecify.annotations.NullMarked;
