/**
 * Puts what somebody asked for into the file that they named.
 *
 * <p>With {@code loading} the only package of this module that does I/O; it knows no suite.
 */
@NullMarked
package dev.sluice.suites.output;

import org.jspecify.annotations.NullMarked;
