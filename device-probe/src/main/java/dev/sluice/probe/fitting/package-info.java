/**
 * The command that says whether a model fits, for people and for programs. It must not know how
 * that is computed.
 */
@NullMarked
package dev.sluice.probe.fitting;

import org.jspecify.annotations.NullMarked;
