/**
 * The command {@code sluice up}: all services of one machine until somebody stops them. Starts
 * nothing by itself.
 */
@NullMarked
package dev.sluice.standalone.up;

import org.jspecify.annotations.NullMarked;
