/**
 * What a run has come to so far, on the device's disk, so that the next part goes on where this one
 * stopped. It must not know why a run stops, nor what is made of its results.
 */
@NullMarked
package dev.sluice.probe.progress;

import org.jspecify.annotations.NullMarked;
