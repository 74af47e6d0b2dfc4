/**
 * From the outcomes of a run to the one value that a metric asks for. Pure; knows no engine and no
 * noise.
 */
@NullMarked
package dev.sluice.probe.measure;

import org.jspecify.annotations.NullMarked;
