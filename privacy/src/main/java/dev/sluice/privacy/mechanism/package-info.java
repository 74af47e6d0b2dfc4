/**
 * The mechanisms of local differential privacy, each with both halves in one place: encode on the
 * device, estimate on the server. Pure: randomness is handed in; knows no registry, no wire format
 * and no I/O.
 */
@NullMarked
package dev.sluice.privacy.mechanism;

import org.jspecify.annotations.NullMarked;
