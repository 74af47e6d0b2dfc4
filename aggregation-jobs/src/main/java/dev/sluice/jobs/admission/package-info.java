/**
 * Decides of bytes from outside whether they are a report that may be counted, and says why not. It
 * must not know which reports came before.
 */
@NullMarked
package dev.sluice.jobs.admission;

import org.jspecify.annotations.NullMarked;
