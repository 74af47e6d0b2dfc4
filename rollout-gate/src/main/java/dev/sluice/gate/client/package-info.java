/**
 * A gate as others meet it: over HTTP. Knows the contract of its addresses, and no gate's insides.
 */
@NullMarked
package dev.sluice.gate.client;

import org.jspecify.annotations.NullMarked;
