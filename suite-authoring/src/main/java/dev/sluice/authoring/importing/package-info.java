/**
 * Suites out of the files of other tools: text in, suite and a list of what was lost out.
 *
 * <p>Knows those formats and no files of its own; runs nothing that a file contains. What a suite
 * cannot say is never dropped in silence.
 */
@NullMarked
package dev.sluice.authoring.importing;

import org.jspecify.annotations.NullMarked;
