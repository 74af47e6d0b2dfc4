/**
 * Fetches suites from where they are kept: the class path and the file system.
 *
 * <p>With {@code output} the only package of this module that does I/O; it knows no grading and no
 * engine.
 */
@NullMarked
package dev.sluice.suites.loading;

import org.jspecify.annotations.NullMarked;
