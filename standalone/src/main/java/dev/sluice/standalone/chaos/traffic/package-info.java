/**
 * A stream of reports, honest and hostile, whose sender remembers what it sent and what it was
 * answered. It must not know which faults are injected.
 */
@NullMarked
package dev.sluice.standalone.chaos.traffic;

import org.jspecify.annotations.NullMarked;
