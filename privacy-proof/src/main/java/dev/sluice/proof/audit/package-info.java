/**
 * An attack on the bytes that leave a device: it must not tell two inputs apart better than epsilon
 * allows, nor much worse than it could. Knows what mechanisms promise, not how they do it.
 */
@NullMarked
package dev.sluice.proof.audit;

import org.jspecify.annotations.NullMarked;
