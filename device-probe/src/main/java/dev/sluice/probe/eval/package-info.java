/**
 * The command {@code probe eval}: runs suites locally and shows the results to a person or a
 * program. It must not send anything anywhere.
 */
@NullMarked
package dev.sluice.probe.eval;

import org.jspecify.annotations.NullMarked;
