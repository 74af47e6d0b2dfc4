/**
 * An eval suite as values: what is asked, how it is asked, and what the answer should be.
 *
 * <p>Pure: nothing here knows how a suite is written down or where it is kept, which engine answers
 * it, or what becomes of the results.
 */
@NullMarked
package dev.sluice.suites;

import org.jspecify.annotations.NullMarked;
