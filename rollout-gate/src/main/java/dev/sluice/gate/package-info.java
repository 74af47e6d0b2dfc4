/**
 * The gate as a program: its configuration, its commands, and the wiring of its parts by hand. It
 * decides nothing; that is done in the packages below.
 */
@NullMarked
package dev.sluice.gate;

import org.jspecify.annotations.NullMarked;
