/**
 * From a measurement to the bytes that leave the device: the draw, the noise, the one length. Pure;
 * knows no engine, no file and no network.
 */
@NullMarked
package dev.sluice.probe.report;

import org.jspecify.annotations.NullMarked;
