/**
 * The commands {@code probe daemon} and {@code probe status}: reads the owner's file, puts the
 * agent together, ends it in order. Decides nothing.
 */
@NullMarked
package dev.sluice.probe.daemon;

import org.jspecify.annotations.NullMarked;
