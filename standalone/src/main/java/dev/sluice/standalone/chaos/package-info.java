/**
 * A bounded run over real processes in which parts are killed, paused and cut off while reports
 * flow, and the exact comparison at its end. It must not know how the job counts.
 */
@NullMarked
package dev.sluice.standalone.chaos;

import org.jspecify.annotations.NullMarked;
