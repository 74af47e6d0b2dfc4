/**
 * What may leave a device, as numbers and as a text for the people that it is about. Knows the
 * registry and the caps; runs nothing.
 */
@NullMarked
package dev.sluice.proof.statement;

import org.jspecify.annotations.NullMarked;
