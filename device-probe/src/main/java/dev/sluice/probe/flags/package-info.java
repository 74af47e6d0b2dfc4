/**
 * The public flag file that says which share of a fleet runs which version, and this device's place
 * in it. Pure, and suspicious of every byte; the file's author never learns the answer.
 */
@NullMarked
package dev.sluice.probe.flags;

import org.jspecify.annotations.NullMarked;
