/**
 * The command {@code suite}: for people who write eval suites, on their own machine.
 *
 * <p>Knows files and terminals; what a sound suite is, and what other tools' files mean, is decided
 * in the packages below. Nothing of it is on a device.
 */
@NullMarked
package dev.sluice.authoring;

import org.jspecify.annotations.NullMarked;
