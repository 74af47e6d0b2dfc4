/**
 * How long results stay away after a part of the cluster is killed. It leaves clusters and faults
 * to the fault suite, and must not know how they are made.
 */
@NullMarked
package dev.sluice.standalone.bench.recovery;

import org.jspecify.annotations.NullMarked;
