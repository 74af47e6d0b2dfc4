/**
 * The rules of the privacy budget on a device: what may be released, once, and under which caps.
 * Pure; the file that remembers is the probe's.
 */
@NullMarked
package dev.sluice.privacy.budget;

import org.jspecify.annotations.NullMarked;
