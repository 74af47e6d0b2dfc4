/**
 * Anonymous one-time tokens on the device: fetched ahead with the fleet's credential, kept, and
 * shown with one report each. Knows nothing of what a report says, nor when one is due.
 */
@NullMarked
package dev.sluice.probe.tokens;

import org.jspecify.annotations.NullMarked;
