/**
 * Noise from Google's differential-privacy library and the platform's secure random generator. The
 * only package that imports the library.
 */
@NullMarked
package dev.sluice.privacy.google;

import org.jspecify.annotations.NullMarked;
