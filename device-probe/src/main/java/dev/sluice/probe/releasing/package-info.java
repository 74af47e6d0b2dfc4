/**
 * The commands {@code probe release ...}: files, keys and facts of this machine around the pure
 * {@code release} package, and what a turn of the probe asks before it runs a released model.
 */
@NullMarked
package dev.sluice.probe.releasing;

import org.jspecify.annotations.NullMarked;
