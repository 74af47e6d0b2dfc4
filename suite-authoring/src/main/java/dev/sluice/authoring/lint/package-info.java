/**
 * What is wrong with a suite that can be read: pure functions from a suite to findings.
 *
 * <p>Knows no files and no models; it judges what a suite says, never how a model does on it.
 */
@NullMarked
package dev.sluice.authoring.lint;

import org.jspecify.annotations.NullMarked;
