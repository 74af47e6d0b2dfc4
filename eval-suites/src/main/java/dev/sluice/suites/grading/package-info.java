/**
 * Marks answers: a pure function of what the model wrote and what was expected.
 *
 * <p>Knows no suite, no engine and no device; it never learns where an answer came from.
 */
@NullMarked
package dev.sluice.suites.grading;

import org.jspecify.annotations.NullMarked;
