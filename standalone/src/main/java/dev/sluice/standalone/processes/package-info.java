/**
 * The parts of a cluster as processes of their own on this machine, each of which can be killed,
 * paused, stopped and started again. It must not know what is sent through them, nor why one of
 * them is killed.
 */
@NullMarked
package dev.sluice.standalone.processes;

import org.jspecify.annotations.NullMarked;
