/**
 * The command {@code probe bench}: what the probe costs beside the bare binding. It measures the
 * probe's own code as it is, each round in processes of their own, and must not contain a second
 * version of anything it measures.
 */
@NullMarked
package dev.sluice.probe.bench;

import org.jspecify.annotations.NullMarked;
