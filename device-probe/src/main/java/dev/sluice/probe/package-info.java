/**
 * The probe's entry point and its command line. It wires the parts by hand and must not hold
 * behaviour of its own.
 */
@NullMarked
package dev.sluice.probe;

import org.jspecify.annotations.NullMarked;
